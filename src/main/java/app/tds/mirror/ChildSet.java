package app.tds.mirror;

import java.util.List;

/**
 * All rows of one kind that are part of a document. Parts that the document no longer has are deleted.
 *
 * @param kind what they are, which an empty list could not say
 * @param rows all of them
 */
public record ChildSet<C extends TdsChild>(Class<C> kind, List<C> rows) {}
