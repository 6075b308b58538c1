package app.tds.mirror;

import java.util.List;

/**
 * All rows of one kind that are part of a document; those that it had before and has no longer are deleted.
 *
 * @param kind what they are, which an empty list could not say
 * @param rows all of them
 */
public record ChildSet<C extends TdsChild>(Class<C> kind, List<C> rows) {}
