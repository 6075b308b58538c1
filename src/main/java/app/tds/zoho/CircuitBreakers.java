package app.tds.zoho;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Stops calls while Zoho is down. When at least half of ten calls brought no answer, no call is made for a minute. Then
 * two calls decide whether to go on.
 *
 * <p>Each endpoint of an organization has a circuit, and the organization has one. A record that fails repeatedly
 * counts as one failure of its endpoint. An endpoint that fails repeatedly counts as one failure of the organization.
 */
@Component
class CircuitBreakers {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreakers.class);
    private static final Duration OPEN = Duration.ofMinutes(1);

    /** Failing records that an endpoint knows. */
    private static final int KNOWN = 1000;

    private final Map<String, Organization> organizations = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;
    private final Clock clock;

    CircuitBreakers(Clock clock) {
        this.clock = clock;
        this.config = CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                // How long a call takes is bounded elsewhere.
                .slowCallDurationThreshold(Duration.ofDays(1))
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(2)
                .build();
    }

    /**
     * The circuits that a call goes through.
     *
     * @param account the organization whose calls these are
     * @param endpoint what is called, without the ids in it
     * @param records which records the call names; null if it names none
     */
    Way of(String account, String endpoint, @Nullable String records) {
        Organization organization = organizations.computeIfAbsent(account, Organization::new);
        return new Way(organization, organization.endpoint(endpoint), records);
    }

    /** One call's way to Zoho. */
    static final class Way {

        private final Organization organization;
        private final Endpoint endpoint;
        private final @Nullable String records;

        private Way(Organization organization, Endpoint endpoint, @Nullable String records) {
            this.organization = organization;
            this.endpoint = endpoint;
            this.records = records;
        }

        /** Empty if a call may be made, and then its end has to be told; otherwise when to ask again. */
        Optional<Instant> closedUntil() {
            Optional<Instant> closed = organization.circuit.closedUntil();
            if (closed.isPresent()) {
                return closed;
            }
            closed = endpoint.circuit.closedUntil();
            closed.ifPresent(until -> organization.circuit.neither());
            return closed;
        }

        void answered() {
            if (records != null) {
                endpoint.failing.remove(records);
            }
            endpoint.circuit.answered();
            organization.circuit.answered();
        }

        void unanswered(Throwable failure) {
            if (records != null && !endpoint.failing.add(records)) {
                neither();
                return;
            }
            endpoint.circuit.unanswered(failure);
            if (organization.isAnother(endpoint)) {
                organization.circuit.unanswered(failure);
            } else {
                organization.circuit.neither();
            }
        }

        /** The call was not made, or its end says nothing of Zoho's health. */
        void neither() {
            endpoint.circuit.neither();
            organization.circuit.neither();
        }
    }

    private final class Organization {

        private final String account;
        private final Circuit circuit;
        private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
        private @Nullable Endpoint lastFailed;

        private Organization(String account) {
            this.account = account;
            this.circuit = new Circuit("organization " + account, () -> {});
        }

        private Endpoint endpoint(String path) {
            return endpoints.computeIfAbsent(path, unknown -> new Endpoint("organization " + account + ", " + unknown));
        }

        /** Whether the failure before this one was another endpoint's. */
        private synchronized boolean isAnother(Endpoint endpoint) {
            boolean another = lastFailed != endpoint;
            lastFailed = endpoint;
            return another;
        }
    }

    private final class Endpoint {

        private final Set<String> failing =
                Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > KNOWN;
                    }
                }));

        private final Circuit circuit;

        /** After a pause each record is a new trial. */
        private Endpoint(String name) {
            this.circuit = new Circuit(name, failing::clear);
        }
    }

    private final class Circuit {

        private final CircuitBreaker breaker;
        private volatile Instant openUntil = Instant.MIN;
        private volatile boolean isOpen;

        private Circuit(String name, Runnable opened) {
            breaker = CircuitBreaker.of(name, config);
            breaker.getEventPublisher().onStateTransition(event -> {
                CircuitBreaker.State state = event.getStateTransition().getToState();
                if (state == CircuitBreaker.State.OPEN) {
                    openUntil = clock.instant().plus(OPEN);
                    opened.run();
                }
                say(state);
            });
        }

        /**
         * Logs once when calls are stopped, and once when calls are made again. An alarm tells the people who have to
         * know.
         */
        private void say(CircuitBreaker.State state) {
            boolean news = isOpen == (state == CircuitBreaker.State.CLOSED) && state != CircuitBreaker.State.HALF_OPEN;
            isOpen = state != CircuitBreaker.State.CLOSED;
            log.atLevel(news ? Level.INFO : Level.DEBUG)
                    .log("{}: calls to Zoho are {}", breaker.getName(), meaning(state));
        }

        private Optional<Instant> closedUntil() {
            if (breaker.tryAcquirePermission()) {
                return Optional.empty();
            }
            Instant soon = clock.instant().plusSeconds(5);
            return Optional.of(openUntil.isAfter(soon) ? openUntil : soon);
        }

        private void answered() {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }

        private void unanswered(Throwable failure) {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }

        private void neither() {
            breaker.releasePermission();
        }
    }

    private static String meaning(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN -> "stopped for a minute, since most of them bring no answer";
            case HALF_OPEN -> "tried again";
            default -> "made as usual again";
        };
    }
}
