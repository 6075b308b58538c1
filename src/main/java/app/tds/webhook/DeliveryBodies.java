package app.tds.webhook;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the bodies of webhooks. No thread waits for a body that comes in pieces. Each body has a deadline. The memory of
 * all unfinished bodies is bounded.
 */
@Component
class DeliveryBodies {

    private static final Logger log = LoggerFactory.getLogger(DeliveryBodies.class);
    static final int AT_ONCE = 4_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final int AT_A_TIME = 16 << 10;

    private final int maxBody;
    private final Duration deadline;
    private final JsonMapper mapper;
    private final AtomicLong unfinished = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    DeliveryBodies(WebhookSettings settings, JsonMapper mapper) {
        this.mapper = mapper;
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
        this.deadline = settings.bodyTimeout();
    }

    /** What is done with a body. */
    interface Receiver {

        /** The whole body is there. */
        ResponseEntity<ProblemDetail> whole(byte[] body);

        /** The body cannot be taken. */
        ResponseEntity<ProblemDetail> refused(Refusal reason);
    }

    /** How many bodies have begun and not ended. */
    long unfinished() {
        return unfinished.get();
    }

    /** Answers at once if the body is there or cannot be taken, else when the rest of the body has come. */
    void read(HttpServletRequest request, HttpServletResponse response, Receiver receiver) throws IOException {
        if (request.getContentLengthLong() > maxBody) {
            answer(response, receiver.refused(Refusal.TOO_LARGE));
            return;
        }
        ServletInputStream in = request.getInputStream();
        byte[] some = new byte[Math.max(1, in.available())];
        // As large as the bytes that are there, not as the announced length.
        var body = new ByteArrayOutputStream(some.length);
        while (body.size() <= maxBody && in.available() > 0) {
            body.write(some, 0, Math.max(0, in.read(some)));
        }
        if (body.size() > maxBody) {
            answer(response, receiver.refused(Refusal.TOO_LARGE));
        } else if (in.isFinished()) {
            answer(response, receiver.whole(body.toByteArray()));
        } else {
            readTheRest(request, response, in, body, receiver);
        }
    }

    private void readTheRest(
            HttpServletRequest request,
            HttpServletResponse response,
            ServletInputStream in,
            ByteArrayOutputStream body,
            Receiver receiver)
            throws IOException {
        if (unfinished.incrementAndGet() > AT_ONCE || bytes.get() > MOST_BYTES) {
            unfinished.decrementAndGet();
            answer(response, receiver.refused(Refusal.BUSY));
            return;
        }
        bytes.addAndGet(body.size());
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(deadline.toMillis());
        var rest = new Rest(async, response, in, body, receiver);
        async.addListener(rest);
        in.setReadListener(rest);
    }

    /** Writes a problem, if there is one, so that the sender's log of failures says what to do. */
    void answer(HttpServletResponse response, ResponseEntity<ProblemDetail> answer) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        ProblemDetail problem = answer.getBody();
        if (problem != null) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(mapper.writeValueAsBytes(problem));
        }
    }

    /** A body that is not complete yet. The server calls no two of these methods at the same time. */
    private final class Rest implements ReadListener, AsyncListener {

        private final AsyncContext async;
        private final HttpServletResponse response;
        private final ServletInputStream in;
        private final ByteArrayOutputStream body;
        private final Receiver receiver;
        private boolean over;

        Rest(
                AsyncContext async,
                HttpServletResponse response,
                ServletInputStream in,
                ByteArrayOutputStream body,
                Receiver receiver) {
            this.async = async;
            this.response = response;
            this.in = in;
            this.body = body;
            this.receiver = receiver;
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] some = new byte[AT_A_TIME];
            while (!over && in.isReady() && !in.isFinished()) {
                int read = in.read(some);
                if (read > 0) {
                    body.write(some, 0, read);
                    bytes.addAndGet(read);
                }
                if (body.size() > maxBody) {
                    endUnread(Refusal.TOO_LARGE);
                } else if (bytes.get() > MOST_BYTES) {
                    endUnread(Refusal.BUSY);
                }
            }
        }

        @Override
        public void onAllDataRead() {
            end(it -> it.whole(body.toByteArray()));
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            endUnread(Refusal.TOO_SLOW);
        }

        @Override
        public void onError(Throwable gone) {
            endUnread(Refusal.INCOMPLETE);
        }

        @Override
        public void onError(AsyncEvent event) {
            endUnread(Refusal.INCOMPLETE);
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}

        /** Closes the connection: further bytes on it are the rest of this body, not a new request. */
        private void endUnread(Refusal reason) {
            if (!over) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            end(it -> it.refused(reason));
        }

        private void end(Function<Receiver, ResponseEntity<ProblemDetail>> how) {
            if (over) {
                return;
            }
            over = true;
            unfinished.decrementAndGet();
            bytes.addAndGet(-body.size());
            try {
                answer(response, how.apply(receiver));
            } catch (IOException gone) {
                log.debug("the sender of a webhook did not wait for the answer", gone);
            } finally {
                async.complete();
            }
        }
    }
}
