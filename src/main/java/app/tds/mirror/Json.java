package app.tds.mirror;

/**
 * A jsonb value.
 *
 * @param text JSON without {@code U+0000}, which jsonb cannot hold
 */
public record Json(String text) {}
