package app.tds.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.access.Login;
import app.tds.zoho.Logged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTests {

    private final Some streams = new Some();

    @AfterEach
    void stop() {
        streams.stop();
    }

    private static final class One extends Streams.Stream {

        One(String name) {
            super(new Login(name, name, () -> true));
        }
    }

    private static final class Some extends Streams<One> {

        private final List<String> told = new ArrayList<>();

        Some() {
            super("test");
        }

        @Override
        protected void look(List<One> open, boolean signOfLife) {
            if (told.contains("nobody can be told")) {
                throw new IllegalStateException("the database is gone");
            }
            open.forEach(one -> send(one, () -> {
                if (one.login().name().equals("bad")) {
                    throw new IllegalArgumentException("0x00");
                }
                told.add(one.login().name());
            }));
        }
    }

    @Test
    void aStreamThatFailsEndsWithOneLineAndTheOthersGoOn() {
        streams.startWithoutTimer();
        streams.open(new One("bad"));
        streams.open(new One("good"));

        try (var log = new Logged()) {
            streams.look();
            streams.look();
            streams.look();

            assertThat(log.lines()).containsExactly("The stream of bad failed and ends: 0x00");
        }
        assertThat(streams.told).containsExactly("good", "good", "good");
    }

    @Test
    void whatFailsForAllIsSaidOnceUntilItWorksAgain() {
        streams.startWithoutTimer();
        streams.open(new One("good"));
        try (var log = new Logged()) {
            streams.told.add("nobody can be told");
            streams.look();
            streams.look();
            assertThat(log.lines()).hasSize(1).first().asString().contains("the database is gone");
            streams.told.clear();
            streams.look();
            streams.told.add("nobody can be told");
            streams.look();
            assertThat(log.lines()).hasSize(2);
        }
    }
}
