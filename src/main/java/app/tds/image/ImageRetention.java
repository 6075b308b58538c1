package app.tds.image;

import app.tds.Retention;
import org.springframework.stereotype.Component;

/** Removes pictures that no item has any more. */
@Component
class ImageRetention implements Retention {

    private final Images images;

    ImageRetention(Images images) {
        this.images = images;
    }

    @Override
    public String what() {
        return "pictures of items that are gone";
    }

    @Override
    public long purge() {
        return images.forget();
    }
}
