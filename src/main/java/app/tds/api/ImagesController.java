package app.tds.api;

import app.tds.image.Content;
import app.tds.image.Images;
import app.tds.image.Thumbnails;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

/** Pictures of items, for shops. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
class ImagesController {

    private static final CacheControl FOR_A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate().staleIfError(Duration.ofDays(7));

    private final Images images;
    private final Thumbnails thumbnails;
    private final Organizations organizations;

    ImagesController(Images images, Thumbnails thumbnails, Organizations organizations) {
        this.images = images;
        this.thumbnails = thumbnails;
        this.organizations = organizations;
    }

    /**
     * @param organization needed if there are several
     * @param size the longest side in pixels; the picture as it is without it
     */
    @GetMapping("/api/v1/tds/items/{item}/image")
    @Nullable
    ResponseEntity<byte[]> image(
            @PathVariable String item,
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable Integer size,
            WebRequest request) {
        if (size != null && !Thumbnails.SIZES.contains(size)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "A size is one of " + Thumbnails.SIZES + " pixels.");
        }
        String hash = images.hash(organization(organization), item)
                .orElseThrow(() -> Integration.nothing("There is no picture of item " + item + " here."));
        String tag = "\"" + hash + (size == null ? "" : "-" + size) + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        Content picture = images.content(hash)
                .orElseThrow(() -> Integration.nothing("There is no picture of item " + item + " here."));
        Content shown = size == null ? picture : smaller(picture, size);
        return ResponseEntity.ok()
                .cacheControl(FOR_A_WHILE)
                .eTag(tag)
                .contentType(MediaType.parseMediaType(shown.contentType()))
                .body(shown.bytes());
    }

    private Content smaller(Content picture, int size) {
        try {
            return thumbnails.of(picture, size);
        } catch (Thumbnails.Busy busy) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Too many pictures are being made smaller at the moment. Try again in a moment.");
        }
    }

    private String organization(@Nullable String named) {
        List<String> known =
                organizations.all().stream().map(Organization::organizationId).toList();
        if (named != null ? !known.contains(named) : known.size() != 1) {
            throw named == null
                    ? new ResponseStatusException(
                            HttpStatus.BAD_REQUEST, "Say the organization: there are " + known.size() + ".")
                    : Integration.nothing("There is no organization " + named + ".");
        }
        return named == null ? known.get(0) : named;
    }
}
