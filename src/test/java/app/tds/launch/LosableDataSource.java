package app.tds.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Loses all connections to the database before the statement or commit of a number that a test chooses. */
final class LosableDataSource extends DelegatingDataSource {

    private final DataSource beside;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean whileCommitting;

    /** @param beside reaches the same database, without being lost */
    LosableDataSource(DataSource pool, DataSource beside) {
        super(pool);
        this.beside = beside;
    }

    /** Puts one in place of the application's pool, and tells which. */
    static BeanPostProcessor around(DataSource beside, Consumer<LosableDataSource> losable) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource pool && name.equals("dataSource")) {
                    var instead = new LosableDataSource(pool, beside);
                    losable.accept(instead);
                    return instead;
                }
                return bean;
            }
        };
    }

    /** @param whileCommitting the answer to the commit is lost too: whether it came about, nobody knows */
    void loseBefore(int number, boolean whileCommitting) {
        this.whileCommitting = whileCommitting;
        left.set(number);
    }

    /** Whether it has come to that. */
    boolean lost() {
        return left.get() <= 0;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, connection, (method, call) -> {
            if (method.equals("commit")) {
                return commit(connection, call);
            }
            if (method.equals("rollback")) {
                count();
            }
            Object result = call.go();
            return result instanceof Statement statement ? counted(statement) : result;
        });
    }

    private Object commit(Connection connection, Call call) throws Throwable {
        if (!whileCommitting) {
            count();
            return call.go();
        }
        Object result = call.go();
        count();
        if (lost()) {
            // Any statement tells the pool.
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
        return result;
    }

    private Statement counted(Statement statement) {
        Class<? extends Statement> type = statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return proxy(type, statement, (method, call) -> {
            if (method.startsWith("execute") && !whileCommitting) {
                count();
            }
            return call.go();
        });
    }

    private void count() throws SQLException {
        if (left.decrementAndGet() == 0) {
            try (Connection other = beside.getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
            }
        }
    }

    private interface Call {
        Object go() throws Throwable;
    }

    private interface Intercept {
        Object around(String method, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<? extends T> type, T target, Intercept intercept) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Call call = () -> {
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    };
                    return intercept.around(method.getName(), call);
                }));
    }
}
