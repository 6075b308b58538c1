package app.tds.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.stereotype.Component;

/** Makes pictures smaller: a few at the same time, each decoded in no more detail than it needs. */
@Component
public class Thumbnails {

    /** The longest side that can be asked for, in pixels. */
    public static final Set<Integer> SIZES = new TreeSet<>(Set.of(64, 128, 256, 512, 1024));

    private static final int AT_ONCE = 2;
    private static final int SECONDS = 10;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** Too many pictures are being made smaller at the moment. */
    public static final class Busy extends RuntimeException {}

    /** The picture with no side longer than that; as it is, if it is not larger or only a browser can read it. */
    public Content of(Content picture, int longest) {
        Integer width = picture.width();
        Integer height = picture.height();
        if (width == null || height == null || Math.max(width, height) <= longest) {
            return picture;
        }
        boolean mine = false;
        try {
            mine = turns.tryAcquire(SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new Busy();
            }
            return smaller(picture, Math.max(width, height), longest);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new Busy();
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof Busy busy) {
                throw busy;
            }
            // Browsers forgive what decoders do not.
            return picture;
        } finally {
            if (mine) {
                turns.release();
            }
        }
    }

    private static Content smaller(Content picture, int side, int longest) throws IOException {
        BufferedImage read = read(picture.bytes(), Math.max(1, side / (2 * longest)));
        double scale = Math.min(1, (double) longest / Math.max(read.getWidth(), read.getHeight()));
        int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
        boolean clear = read.getColorModel().hasAlpha();
        var drawn = new BufferedImage(width, height, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(read, 0, 0, width, height, null);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(drawn, clear ? "png" : "jpeg", out)) {
            throw new IOException("nothing writes it");
        }
        return new Content(clear ? "image/png" : "image/jpeg", out.toByteArray(), width, height);
    }

    /** Every so many-th pixel only: a large picture takes no more memory than a small one. */
    private static BufferedImage read(byte[] bytes, int every) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            try {
                reader.setInput(in, true, true);
                ImageReadParam sparse = reader.getDefaultReadParam();
                sparse.setSourceSubsampling(every, every, 0, 0);
                return reader.read(0, sparse);
            } finally {
                reader.dispose();
            }
        }
    }
}
