package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Whoever looks at a page waits once for a database that is away. */
@Timeout(30)
class HurriedDataSourceTests {

    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final HurriedDataSource connections = new HurriedDataSource(new Pool(), new InsufficientResources());

    /** Gives no connection before the database is back. */
    private final class Pool extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            try {
                back.await();
            } catch (InterruptedException over) {
                throw new SQLException(over);
            }
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (it, method, values) -> {
                        if (method.getName().equals("close")) {
                            closed.incrementAndGet();
                        }
                        return null;
                    });
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @AfterEach
    void calm() {
        Hurry.end();
    }

    @Test
    void whoComesWhileNothingIsAnsweredIsRefusedWithoutAsking() throws Exception {
        Hurry.begin();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(connections::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        }
        assertThat(asked).hasValue(1);
        back.countDown();
        while (closed.get() == 0) {
            Thread.onSpinWait();
        }
        assertThat(connections.getConnection()).as("the database is back").isNotNull();
        assertThat(closed).as("what came too late was given back").hasValue(1);
    }

    @Test
    void whoIsInNoHurryWaitsAsLongAsThePool() throws Exception {
        Hurry.begin();
        assertThatThrownBy(connections::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        Hurry.end();
        var patient = new Thread(() -> {
            try {
                connections.getConnection();
            } catch (SQLException unforeseen) {
                throw new IllegalStateException(unforeseen);
            }
        });
        patient.start();
        while (asked.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(patient.isAlive()).isTrue();
        back.countDown();
        patient.join();
    }
}
