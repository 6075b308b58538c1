package app.tds.convergence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The application's way to its database, cut on request at any statement or commit: whatever the application still
 * tries then comes to nothing, as if its process had been killed there. A new life finds what was committed.
 */
final class MortalDatabase implements BeanPostProcessor {

    private static final Set<String> STATEMENTS = Set.of("prepareStatement", "createStatement", "commit");

    private int statementsLeft;
    private int commitsLeft;
    private boolean dead;

    /** The process is gone; nobody catches it, as nobody catches a kill. */
    static final class Died extends Error {
        private Died() {
            super("the process was killed", null, false, false);
        }
    }

    /** Dies instead of this one of the statements and commits to come, counted from 1. */
    synchronized void dieBefore(int statement) {
        statementsLeft = statement;
    }

    /** Dies when this one of the commits to come has been made, before the application learns of it. */
    synchronized void dieAfter(int commit) {
        commitsLeft = commit;
    }

    synchronized void die() {
        dead = true;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** A new process may begin; or what was asked for did not come to pass. */
    synchronized void revive() {
        dead = false;
        statementsLeft = commitsLeft = 0;
    }

    private synchronized void before(String method) {
        if (STATEMENTS.contains(method)) {
            if (statementsLeft > 0 && --statementsLeft == 0) {
                dead = true;
            }
            if (dead) {
                throw new Died();
            }
        }
    }

    private synchronized void committed() {
        if (commitsLeft > 0 && --commitsLeft == 0) {
            dead = true;
        }
        if (dead) {
            throw new Died();
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof Mortal) ? new Mortal(source) : bean;
    }

    private final class Mortal extends DelegatingDataSource {

        private Mortal(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (isDead()) {
                throw new Died();
            }
            Connection real = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> invoke(real, method, arguments));
        }
    }

    private Object invoke(Connection real, Method method, Object[] arguments) throws Throwable {
        before(method.getName());
        // What a dead process had not committed, the server rolls back.
        if (isDead() && Set.of("close", "setAutoCommit").contains(method.getName()) && !real.getAutoCommit()) {
            real.rollback();
        }
        try {
            Object result = method.invoke(real, arguments);
            if (method.getName().equals("commit")) {
                committed();
            }
            return result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
