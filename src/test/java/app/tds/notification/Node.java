package app.tds.notification;

import app.tds.SettableClock;
import app.tds.ThisProcess;
import app.tds.alarm.Finding;
import app.tds.alarm.Watch;
import app.tds.alarm.Watches;
import app.tds.launch.Nodes;
import app.tds.launch.SignOfLife;
import app.tds.mirror.Organizations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that serves, as far as alarms and their delivery go: the two modules, put together as the application does. */
final class Node implements AutoCloseable {

    final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    volatile List<Finding> wrong = List.of();

    /** Settings are {@code key=value}. */
    Node(DataSource database, Clock clock, Path folder, String... settings) {
        this(database, clock, folder, Map.of(), settings);
    }

    /** With beans of the test's own; one of a channel takes the channel's place. */
    Node(DataSource database, Clock clock, Path folder, Map<Class<?>, Object> beans, String... settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tds.jobs.location", folder.toString());
        properties.put("tds.alarms.keep", "400d");
        properties.put("tds.secret-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        for (String setting : settings) {
            properties.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.getBeanFactory()
                .setConversionService(
                        org.springframework.boot.convert.ApplicationConversionService.getSharedInstance());
        // Closed with the context would be what others use too.
        context.registerBean(DataSource.class, () -> new DelegatingDataSource(database));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        context.registerBean(DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(database));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(DataSourceTransactionManager.class)));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(ThisProcess.class, () -> new ThisProcess(true));
        context.registerBean(SignOfLife.class, () -> () -> {});
        context.registerBean("wrong", Watch.class, () -> () -> wrong);
        context.register(WithTransactions.class, Organizations.class, Nodes.class);
        context.scan("app.tds.alarm", "app.tds.notification");
        beans.forEach(this::register);
        context.refresh();
    }

    @SuppressWarnings("unchecked")
    private <T> void register(Class<T> type, Object bean) {
        for (String replaced : context.getBeanFactory().getBeanNamesForType(type, false, false)) {
            context.removeBeanDefinition(replaced);
        }
        String name = Character.toLowerCase(type.getSimpleName().charAt(0))
                + type.getSimpleName().substring(1);
        context.registerBean(name, type, () -> (T) bean);
    }

    @EnableTransactionManagement
    static class WithTransactions {}

    static void receivers(Path folder, String yaml) {
        try {
            Files.writeString(folder.resolve("receivers.yaml"), yaml);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One look of the watches. */
    void look() {
        bean(Watches.class).look();
    }

    /** One round of the work that tells people. */
    void work() {
        bean(Escalation.class).round();
        context.getBeansOfType(Delivery.class).values().forEach(Delivery::round);
    }

    /** Time passes: every half a minute there is a look, and work. */
    void live(SettableClock clock, Duration time) {
        for (long i = 0; i < time.toSeconds(); i += 30) {
            clock.advance(Duration.ofSeconds(30));
            look();
            work();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
