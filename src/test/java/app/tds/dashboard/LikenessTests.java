package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LikenessTests {

    /** A white page with a dark table of this height on it. */
    private static BufferedImage page(int height, int table) throws IOException {
        var page = new BufferedImage(1280, height, BufferedImage.TYPE_INT_RGB);
        var paint = page.createGraphics();
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, 1280, height);
        paint.setColor(Color.DARK_GRAY);
        paint.fillRect(40, 100, 1200, table);
        paint.dispose();
        var written = new ByteArrayOutputStream();
        ImageIO.write(page, "png", written);
        return Likeness.small(written.toByteArray());
    }

    @Test
    void aWordMoreIsNoDifferenceAndALostTableIs() throws IOException {
        assertThat(Likeness.difference(page(900, 300), page(900, 300))).isZero();
        assertThat(Likeness.difference(page(900, 300), page(900, 312))).isLessThan(0.03);
        assertThat(Likeness.difference(page(900, 300), page(900, 0))).isGreaterThan(0.3);
    }

    @Test
    void whatIsThereOnlyOnceDiffers() throws IOException {
        assertThat(Likeness.difference(page(900, 300), page(1800, 300))).isGreaterThan(0.4);
    }

    @Test
    void whatLooksOtherwiseIsSaidWithHowMuchAndWhere() throws IOException {
        assertThat(Likeness.otherwise("empty", page(900, 300), page(900, 312))).isEmpty();
        assertThat(Likeness.otherwise("empty", page(900, 300), page(900, 0)))
                .isEqualTo("empty: 33.0 % of the points look otherwise (3 % may), between (36, 96) and (1248, 408)");
    }
}
