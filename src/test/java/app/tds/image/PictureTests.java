package app.tds.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTests {

    private final Thumbnails thumbnails = new Thumbnails();

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpeg, image/jpeg", "gif, image/gif"})
    void thePictureIsWhatItsFirstBytesSay(String format, String type) throws Exception {
        Picture picture = Picture.of(picture(format, 640, 480, BufferedImage.TYPE_INT_RGB));

        assertThat(picture).isEqualTo(new Picture(type, 640, 480));
    }

    @Test
    void aWebPictureIsKeptThoughItsSizeIsNotKnown() throws Exception {
        assertThat(Picture.of("RIFF\0\0\0\0WEBPVP8 ".getBytes(UTF_8))).isEqualTo(new Picture("image/webp", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":1002,\"message\":\"Item image does not exist.\"}",
                "<!DOCTYPE html><html><body>Sign in</body></html>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
                "GIF",
                "%PDF-1.7",
                "RIFF\0\0\0\0WAVE"
            })
    void whatBeginsLikeNoPictureIsNone(String text) {
        assertThatThrownBy(() -> Picture.of(text.getBytes(UTF_8)))
                .isInstanceOf(Picture.NotOne.class)
                .hasMessageContaining("no JPEG, PNG, GIF or WebP");
    }

    @Test
    void anEmptyOneABrokenOneAndOneThatIsTooLargeAreNone() {
        byte[] cut = new byte[20];
        System.arraycopy(picture("png", 10, 10, BufferedImage.TYPE_INT_RGB), 0, cut, 0, 20);
        byte[] large = new byte[Picture.MOST_BYTES + 1];
        large[0] = (byte) 0xFF;

        assertThatThrownBy(() -> Picture.of(new byte[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> Picture.of(cut)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Picture.of(large)).hasMessageContaining("kept at most");
    }

    /** A few bytes that claim to be ten thousand million pixels. */
    @Test
    void aBombIsNotDecodedToSeeThatItIsOne() {
        ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(UTF_8));
        header.putInt(100_000).putInt(100_000).put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        byte[] bomb = ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A})
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();

        assertThatThrownBy(() -> Picture.of(bomb)).hasMessageContaining("100000 x 100000 pixels");
    }

    @ParameterizedTest
    @CsvSource({"2000, 1000, 256, 256, 128", "1000, 2000, 256, 128, 256", "3000, 2, 128, 128, 1"})
    void aThumbnailHasTheFormOfThePictureAndNoLongerSide(int width, int height, int longest, int w, int h)
            throws Exception {
        byte[] bytes = picture("jpeg", width, height, BufferedImage.TYPE_INT_RGB);

        Content small = thumbnails.of(new Content("image/jpeg", bytes, width, height), longest);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(small.bytes()));
        assertThat(small.contentType()).isEqualTo("image/jpeg");
        assertThat(read.getWidth()).isEqualTo(w);
        assertThat(read.getHeight()).isEqualTo(h);
    }

    @Test
    void whatIsSmallOrOnlyForBrowsersOrBrokenIsSentAsItIs() {
        Content small = new Content("image/png", picture("png", 50, 50, BufferedImage.TYPE_INT_RGB), 50, 50);
        Content web = new Content("image/webp", new byte[] {1}, null, null);
        Content broken = new Content("image/png", new byte[] {1, 2, 3}, 5000, 5000);

        assertThat(thumbnails.of(small, 64)).isSameAs(small);
        assertThat(thumbnails.of(web, 64)).isSameAs(web);
        assertThat(thumbnails.of(broken, 64)).isSameAs(broken);
    }

    @Test
    void aThumbnailStaysClearWhereThePictureIs() throws Exception {
        byte[] bytes = picture("png", 400, 400, BufferedImage.TYPE_INT_ARGB);

        Content small = thumbnails.of(new Content("image/png", bytes, 400, 400), 64);

        assertThat(small.contentType()).isEqualTo("image/png");
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(small.bytes()));
        assertThat(read.getRGB(5, 5) >>> 24).isZero();
    }

    private static byte[] picture(String format, int width, int height, int type) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, type), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
