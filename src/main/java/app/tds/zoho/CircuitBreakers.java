package app.tds.zoho;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stops asking for an organization while Zoho is down: after ten calls of which at least half brought no answer,
 * nothing is asked for a minute, and then two calls decide whether to go on.
 */
@Component
class CircuitBreakers {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreakers.class);
    private static final Duration OPEN = Duration.ofMinutes(1);

    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
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

    Circuit of(String account) {
        return circuits.computeIfAbsent(account, Circuit::new);
    }

    /** What is known of one organization's luck. */
    final class Circuit {

        private final CircuitBreaker breaker;
        private volatile Instant openUntil = Instant.MIN;

        private Circuit(String account) {
            breaker = CircuitBreaker.of(account, config);
            breaker.getEventPublisher().onStateTransition(event -> {
                CircuitBreaker.State state = event.getStateTransition().getToState();
                if (state == CircuitBreaker.State.OPEN) {
                    openUntil = clock.instant().plus(OPEN);
                }
                log.warn("organization {}: calls to Zoho are {}", account, meaning(state));
            });
        }

        /** Empty if a call may be made, and then its end has to be told; otherwise when to ask again. */
        Optional<Instant> closedUntil() {
            if (breaker.tryAcquirePermission()) {
                return Optional.empty();
            }
            Instant soon = clock.instant().plusSeconds(5);
            return Optional.of(openUntil.isAfter(soon) ? openUntil : soon);
        }

        void answered() {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }

        void unanswered(Throwable failure) {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }

        /** The call was not made, or its end says nothing of Zoho's health. */
        void neither() {
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
