package app.tds.source;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Complete documents, as far as they could be had.
 *
 * @param found the documents; their fingerprints cover all of their fields
 * @param gone ids that the source does not know any more
 * @param failed ids whose document could not be had this time, and why
 * @param calls requests to the API this took, repeats included
 */
public record SourceDetails(List<SourceRecord> found, Set<String> gone, Map<String, SourceFailure> failed, int calls) {}
