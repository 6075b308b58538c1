package app.tds.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a picture say. Nothing of it is decoded.
 *
 * @param contentType of a kind that browsers show
 * @param width in pixels; null if only a browser can tell
 */
record Picture(
        String contentType,
        @Nullable Integer width,
        @Nullable Integer height) {

    /** So much is decoded to make a thumbnail: a few bytes can stand for a picture that fills the memory. */
    static final long MOST_PIXELS = 50_000_000;

    static final int MOST_BYTES = 10 << 20;

    static final String WEBP = "image/webp";

    /** These bytes are no picture to keep; the message says why. */
    static final class NotOne extends Exception {
        NotOne(String message) {
            super(message);
        }
    }

    /**
     * Looks at the bytes, whatever somebody said that they are.
     *
     * @throws NotOne if they are no picture, or a larger one than is kept
     */
    static Picture of(byte[] bytes) throws NotOne {
        if (bytes.length == 0) {
            throw new NotOne("the answer is empty");
        }
        if (bytes.length > MOST_BYTES) {
            throw new NotOne("the picture has " + bytes.length + " bytes, and " + MOST_BYTES + " are kept at most");
        }
        String type = type(bytes);
        if (type == null) {
            throw new NotOne("the answer is no JPEG, PNG, GIF or WebP: it begins with \"" + beginning(bytes) + "\"");
        }
        return type.equals(WEBP) ? new Picture(type, null, null) : measured(type, bytes);
    }

    private static @Nullable String type(byte[] bytes) {
        return begins(bytes, 0, 0xFF, 0xD8, 0xFF)
                ? "image/jpeg"
                : begins(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)
                        ? "image/png"
                        : begins(bytes, 0, 'G', 'I', 'F', '8')
                                ? "image/gif"
                                : begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P')
                                        ? WEBP
                                        : null;
    }

    private static boolean begins(byte[] bytes, int at, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes.length <= at + i || (bytes[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static String beginning(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(20, bytes.length); i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
        }
        return text.toString();
    }

    private static Picture measured(String type, byte[] bytes) throws NotOne {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new NotOne("the picture cannot be read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return bounded(type, reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            throw new NotOne("the picture cannot be read: " + broken.getMessage());
        }
    }

    private static Picture bounded(String type, int width, int height) throws NotOne {
        if ((long) width * height > MOST_PIXELS) {
            throw new NotOne(
                    "the picture has " + width + " x " + height + " pixels, and " + MOST_PIXELS + " are kept at most");
        }
        return new Picture(type, width, height);
    }
}
