package app.tds.source;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a source says of a list as a whole.
 *
 * @param numbers every number beside the records, by the source's own name; which of them is a count, and which a sum of
 *     what, has to be found out
 * @param page the records, if they were asked for; else without any
 */
public record SourceTotals(Map<String, BigDecimal> numbers, SourcePage page) {}
