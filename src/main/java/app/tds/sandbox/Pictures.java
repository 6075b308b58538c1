package app.tds.sandbox;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The picture of an item that names one: the same for the same document and name. */
final class Pictures {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;

    private Pictures() {}

    static byte[] of(Company company, String item) {
        if (!company.ids("items").contains(item)) {
            throw new Refusal(404, 1002, "Item does not exist.");
        }
        var row = company.row("items", item);
        String document = row.path("image_document_id").asString("");
        if (document.isEmpty()) {
            // So it has been seen: not with 404.
            throw new Refusal(200, 1002, "Item image does not exist.");
        }
        return png((document + row.path("image_name").asString("")).hashCode());
    }

    private static byte[] png(int seed) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(seed & 0xFFFFFF));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
