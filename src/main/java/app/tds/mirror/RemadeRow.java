package app.tds.mirror;

import org.jspecify.annotations.Nullable;

/**
 * What the documents of a {@link KeptRow} mean now.
 *
 * @param list what its list row says; null if it was never listed
 * @param details what its complete document says; null if there was none
 */
public record RemadeRow(@Nullable TdsRecord list, @Nullable TdsDetail details) {}
