package io.github.dcisdk.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source whose connections a test watches, and may break. */
final class WatchedSource {
    /** Sees each call of a connection before it is made. */
    @FunctionalInterface
    interface Watcher {
        void before(Connection connection, String method) throws SQLException;
    }

    private WatchedSource() {}

    static DataSource of(DataSource source, Watcher watcher) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(source, method, arguments);
            if (!(result instanceof Connection connection)) {
                return result;
            }
            watcher.before(connection, "getConnection");
            return proxy(Connection.class, (self, called, parameters) -> {
                watcher.before(connection, called.getName());
                return invoke(connection, called, parameters);
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(WatchedSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Breaks a connection before the n-th statement or commit. */
    static final class Breaks implements Watcher {
        private final AtomicInteger left = new AtomicInteger(-1);

        void at(int statement) {
            left.set(statement);
        }

        void never() {
            left.set(-1);
        }

        @Override
        public void before(Connection connection, String method) throws SQLException {
            if ((method.equals("prepareStatement") || method.equals("commit")) && left.decrementAndGet() == 0) {
                connection.abort(Runnable::run);
                throw new SQLException("the connection broke", "08006");
            }
        }
    }

    /** Gives connections out in a state of the test's, and notes the state in which they come back. */
    static final class Returns implements Watcher {
        final List<String> states = new CopyOnWriteArrayList<>();
        private final int isolation;

        Returns(int isolation) {
            this.isolation = isolation;
        }

        @Override
        public void before(Connection connection, String method) throws SQLException {
            if (method.equals("getConnection")) {
                connection.setTransactionIsolation(isolation);
                connection.setReadOnly(true);
            } else if (method.equals("close")) {
                states.add("auto-commit " + connection.getAutoCommit() + ", isolation "
                        + connection.getTransactionIsolation() + ", read-only " + connection.isReadOnly());
            }
        }
    }
}
