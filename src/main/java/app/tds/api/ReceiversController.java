package app.tds.api;

import app.tds.notification.SelfTest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told of alerts, and whether that works. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/alerts")
class ReceiversController {

    private final SelfTest test;

    ReceiversController(SelfTest test) {
        this.test = test;
    }

    /**
     * A way to a receiver; its address and secrets are not shown.
     *
     * @param ok whether the last attempt went well; absent if there was none
     * @param reason why it did not; absent if it did
     * @param delivered when a message last arrived; absent if none ever did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReceiverAnswer(
            String receiver,
            String channel,
            String language,
            @Nullable Boolean ok,
            @Nullable String reason,
            @Nullable Instant delivered) {

        static ReceiverAnswer of(SelfTest.Way way) {
            return new ReceiverAnswer(
                    way.receiver(),
                    way.channel(),
                    way.language(),
                    way.failures() > 0 ? Boolean.FALSE : way.delivered() == null ? null : Boolean.TRUE,
                    way.reason(),
                    way.delivered());
        }
    }

    /**
     * All ways to all receivers.
     *
     * @param nobodyIsTold whether there is no receiver at all
     */
    record ReceiversAnswer(boolean nobodyIsTold, List<ReceiverAnswer> receivers) {}

    @GetMapping("/receivers")
    ReceiversAnswer receivers() {
        return new ReceiversAnswer(
                test.receivers().isEmpty(),
                test.ways().stream().map(ReceiverAnswer::of).toList());
    }

    /** Whom to test; all if nobody is named. */
    record TestRequest(@Nullable String receiver) {}

    /**
     * What became of the test.
     *
     * @param ok whether it arrived everywhere, and somebody is there
     */
    record TestAnswer(boolean ok, List<OutcomeAnswer> outcomes) {}

    /**
     * What became of the test of one way.
     *
     * @param delivered absent if another process is still at it
     * @param reason why it was not delivered; absent if it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeAnswer(
            String receiver,
            String channel,
            @Nullable Boolean delivered,
            @Nullable String reason) {}

    @PostMapping("/test")
    TestAnswer test(@RequestBody(required = false) @Nullable TestRequest body) {
        Collection<String> names =
                body == null || body.receiver() == null ? test.receivers() : List.of(body.receiver());
        if (!test.receivers().containsAll(names)) {
            throw Integration.nothing("There is no receiver of that name.");
        }
        List<OutcomeAnswer> outcomes = test.test(names).stream()
                .map(it -> new OutcomeAnswer(it.receiver(), it.channel(), it.delivered(), it.reason()))
                .toList();
        return new TestAnswer(
                !outcomes.isEmpty() && outcomes.stream().allMatch(it -> Boolean.TRUE.equals(it.delivered())), outcomes);
    }
}
