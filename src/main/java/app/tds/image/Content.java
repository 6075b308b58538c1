package app.tds.image;

import org.jspecify.annotations.Nullable;

/**
 * A picture.
 *
 * @param contentType as its first bytes say
 * @param width in pixels; null if only a browser can tell
 */
public record Content(
        String contentType,
        byte[] bytes,
        @Nullable Integer width,
        @Nullable Integer height) {}
