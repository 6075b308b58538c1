package app.tds.notification;

import app.tds.SettableClock;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.launch.SignOfLife;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that finds something wrong and dies without a word where it is told to, or lives on until it is frozen. */
final class MortalProcess {

    static final Instant NOON = Instant.parse("2026-06-01T09:00:00Z");

    static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private MortalProcess() {}

    /** The database, the folder of receivers.yaml, where messages go, and where it dies. */
    public static void main(String[] arguments) throws Undelivered {
        var database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        if (arguments[3].equals("never")) {
            beat(database, arguments);
            return;
        }
        var clock = new SettableClock(NOON);
        Node node = new Node(
                database,
                clock,
                Path.of(arguments[1]),
                Map.of(WebhookChannel.class, new Dying(new Post(), clock, arguments[3])),
                "HOOK=" + arguments[2],
                "KEY=" + KEY);
        node.wrong = List.of(Finding.of("too-old", Severity.CRITICAL, "They are old.", "Wait."));
        node.look();
        if (arguments[3].equals("before-taking")) {
            Runtime.getRuntime().halt(137);
        }
        clock.advance(Ladder.GATHER);
        node.work();
    }

    private static final class Dying extends WebhookChannel {

        private final String where;

        Dying(Post post, Clock clock, String where) {
            super(post, clock);
            this.where = where;
        }

        @Override
        public void deliver(Message message, Receiver receiver) throws Undelivered {
            if (where.equals("after-sending")) {
                super.deliver(message, receiver);
            }
            Runtime.getRuntime().halt(137);
        }
    }

    private static void beat(PGSimpleDataSource database, String[] arguments) {
        JdbcClient jdbc = JdbcClient.create(database);
        SignOfLife sign = () -> jdbc.sql("""
                        insert into etl.nodes as kept (node_id, name, serves, began_at, seen_at)
                        values (7, 'frozen:7', true, now(), now())
                        on conflict (node_id) do update set seen_at = now()
                        """).update();
        Node node = new Node(
                database,
                Clock.systemUTC(),
                Path.of(arguments[1]),
                Map.of(SignOfLife.class, sign),
                "tds.alerts.heartbeat.url=" + arguments[2] + "/heartbeat");
        while (true) {
            node.look();
            node.bean(Heartbeat.class).round();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    static Process start(String url, Path folder, String hook, String where) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalProcess.class.getName(),
                        url,
                        folder.toString(),
                        hook,
                        where)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/mortal-process.log"))
                .start();
    }
}
