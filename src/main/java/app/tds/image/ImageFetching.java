package app.tds.image;

import app.tds.Repeated;
import app.tds.image.Images.Due;
import app.tds.source.SourceFailure;
import app.tds.source.SourceImages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Fetches the pictures that are new, a few at a time. They have a share of the day's calls of their own: so many a day, and
 * none of the calls that other kinds of work are left with.
 */
@Component
public class ImageFetching implements Repeated {

    private static final Duration PAUSE = Duration.ofMinutes(15);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);
    private static final Duration AFTER_NO_PICTURE = Duration.ofDays(1);

    private final List<SourceImages> sources;
    private final Images images;
    private final MeterRegistry meters;
    private final int atATime;

    ImageFetching(
            List<SourceImages> sources,
            Images images,
            MeterRegistry meters,
            @Value("${tds.images.calls-per-day}") int callsPerDay) {
        this.sources = List.copyOf(sources);
        this.images = images;
        this.meters = meters;
        this.atATime = Math.toIntExact((callsPerDay + Duration.ofDays(1).dividedBy(PAUSE) - 1)
                / Duration.ofDays(1).dividedBy(PAUSE));
    }

    @Override
    public String subject() {
        return "The fetching of pictures";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void round() {
        for (SourceImages source : sources) {
            source.organizationIds().forEach(organization -> fetch(source, organization));
        }
    }

    private void fetch(SourceImages source, String organizationId) {
        boolean goesOn = true;
        for (Due due : atATime == 0 ? List.<Due>of() : images.take(organizationId, atATime)) {
            if (goesOn) {
                goesOn = fetch(source, organizationId, due);
            } else {
                images.failed(organizationId, due, "the calls before it brought no answer", AFTER_FAILURE);
            }
        }
    }

    /** Whether the next one is worth asking for. */
    private boolean fetch(SourceImages source, String organizationId, Due due) {
        try {
            byte[] bytes = source.image(organizationId, due.itemId());
            images.keep(organizationId, due, Picture.of(bytes), bytes);
            count(organizationId, "kept");
        } catch (Picture.NotOne noPicture) {
            images.unusable(organizationId, due, text(noPicture), AFTER_NO_PICTURE);
            count(organizationId, "unusable");
        } catch (SourceFailure.Gone gone) {
            images.missing(organizationId, due, text(gone));
            count(organizationId, "missing");
        } catch (SourceFailure failure) {
            images.failed(organizationId, due, text(failure), AFTER_FAILURE);
            count(organizationId, "failed");
            return !(failure instanceof SourceFailure.Throttled || failure instanceof SourceFailure.Denied);
        }
        return true;
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    private void count(String organizationId, String outcome) {
        Counter.builder("tds.images")
                .description("Pictures of items that were asked for")
                .tags("organization", organizationId, "outcome", outcome)
                .register(meters)
                .increment();
    }
}
