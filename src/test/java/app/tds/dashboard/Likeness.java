package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Compares what a window shows of a page with how somebody saw and liked it last: in grey, a twelfth as large, so that a minute more or another
 * version of a font is no difference. {@code -Dtds.pictures.keep=true} keeps what is seen now; then look at it.
 */
final class Likeness {

    /** Only with these fonts are lines as long as they were. */
    private static final Path FONTS = Path.of("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf");

    private static final Path KEPT = Path.of("src/test/resources/pictures");
    private static final int SMALLER = 12;
    private static final int DIFFERENT = 24;
    private static final double MOST = 0.03;

    private Likeness() {}

    static boolean canBeTold() {
        return Files.exists(FONTS);
    }

    /**
     * Looks at the page that is open now, on a desk and on a phone, light and dark.
     *
     * @param about what is in the middle of the window, so that a list more is no difference
     */
    static void isKept(Page page, String state, String about) throws IOException {
        for (int width : List.of(PageLook.WIDE, PageLook.NARROW)) {
            page.setViewportSize(width, 900);
            for (boolean dark : List.of(false, true)) {
                page.emulateMedia(new Page.EmulateMediaOptions()
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
                String name = state + "-" + page.getAttribute("html", "lang") + (dark ? "-dark-" : "-light-") + width;
                page.locator(about).first().evaluate("it => it.scrollIntoView({ block: 'center' })");
                BufferedImage seen = small(settled(page));
                Path kept = KEPT.resolve(name + ".png");
                if (Boolean.getBoolean("tds.pictures.keep")) {
                    Files.createDirectories(KEPT);
                    ImageIO.write(seen, "png", kept.toFile());
                }
                assertThat(otherwise(name, ImageIO.read(kept.toFile()), seen)).isEmpty();
                PageLook.draw(page, "/state-" + state, page.getAttribute("html", "lang"), dark, width);
            }
        }
        page.setViewportSize(PageLook.WIDE, 900);
    }

    /** What the window shows while nothing moves and nothing is being asked for. Playwright waits for the fonts. */
    private static byte[] settled(Page page) {
        assertThat(page.locator(".htmx-request, .htmx-swapping, .htmx-settling").count())
                .as("parts of the page that are being asked for")
                .isZero();
        return page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setCaret(ScreenshotCaret.HIDE));
    }

    /** Nothing, or how much of a state looks otherwise than it did, and where. */
    static String otherwise(String state, BufferedImage kept, BufferedImage seen) {
        double share = difference(kept, seen);
        return share < MOST
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s: %.1f %% of the points look otherwise (%.0f %% may), between %s",
                        state,
                        100 * share,
                        100 * MOST,
                        where(kept, seen));
    }

    /** The corners of what differs, in points of the window. */
    private static String where(BufferedImage one, BufferedImage other) {
        var differs = new Rectangle();
        for (int y = 0; y < Math.max(one.getHeight(), other.getHeight()); y++) {
            for (int x = 0; x < Math.max(one.getWidth(), other.getWidth()); x++) {
                if (differs(one, other, x, y)) {
                    var point = new Rectangle(x, y, 1, 1);
                    differs = differs.isEmpty() ? point : differs.union(point);
                }
            }
        }
        return "(%d, %d) and (%d, %d)"
                .formatted(
                        SMALLER * differs.x,
                        SMALLER * differs.y,
                        SMALLER * (differs.x + differs.width),
                        SMALLER * (differs.y + differs.height));
    }

    private static boolean differs(BufferedImage one, BufferedImage other, int x, int y) {
        return Math.abs(at(one, x, y) - at(other, x, y)) > DIFFERENT;
    }

    static BufferedImage small(byte[] picture) throws IOException {
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(picture));
        var small = new BufferedImage(
                whole.getWidth() / SMALLER, whole.getHeight() / SMALLER, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                int grey = grey(whole, x * SMALLER, y * SMALLER);
                small.getRaster().setSample(x, y, 0, grey);
            }
        }
        return small;
    }

    /** The middle of all points of a square. */
    private static int grey(BufferedImage whole, int left, int top) {
        int sum = 0;
        for (int y = top; y < top + SMALLER; y++) {
            for (int x = left; x < left + SMALLER; x++) {
                int point = whole.getRGB(x, y);
                sum += (point >> 16 & 255) + (point >> 8 & 255) + (point & 255);
            }
        }
        return sum / (3 * SMALLER * SMALLER);
    }

    /** Of all points, how many differ; those that only one of both has do. */
    static double difference(BufferedImage one, BufferedImage other) {
        int width = Math.max(one.getWidth(), other.getWidth());
        int height = Math.max(one.getHeight(), other.getHeight());
        int different = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                different += differs(one, other, x, y) ? 1 : 0;
            }
        }
        return (double) different / (width * height);
    }

    private static int at(BufferedImage picture, int x, int y) {
        return x < picture.getWidth() && y < picture.getHeight()
                ? picture.getRaster().getSample(x, y, 0)
                : -DIFFERENT - 1;
    }
}
