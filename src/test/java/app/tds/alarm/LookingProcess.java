package app.tds.alarm;

import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that looks once and finds two things wrong; it dies without a word before a begin that it shall not survive. */
final class LookingProcess {

    private LookingProcess() {}

    /** The database, and of which begin it dies; 0 if of none. */
    public static void main(String[] arguments) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        int fatal = Integer.parseInt(arguments[1]);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        var begun = new AtomicInteger();
        ApplicationEventPublisher told = event -> {
            if (begun.incrementAndGet() == fatal) {
                Runtime.getRuntime().halt(137);
            }
            jdbc.sql("insert into told values (?)").param(name(event)).update();
        };
        watches(jdbc, new TransactionTemplate(new DataSourceTransactionManager(dataSource)), told, Clock.systemUTC())
                .look();
    }

    private static String name(Object event) {
        var changed = (AlarmChanged) event;
        return changed.change() + " " + changed.alarm().kind();
    }

    static Watches watches(
            JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher told, Clock clock) {
        Watch two = () -> List.of(
                Finding.of("first", Severity.WARNING, "One is wrong.", "Mend it."),
                Finding.of("second", Severity.CRITICAL, "Another is wrong.", "Mend it."));
        return new AlarmRoom(jdbc, transaction, told, clock).watches(AlarmRoom.atOnce(), Map.of("two", two));
    }

    static Process start(String url, int fatal) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LookingProcess.class.getName(),
                        url,
                        "" + fatal)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/looking-process.log"))
                .start();
    }
}
