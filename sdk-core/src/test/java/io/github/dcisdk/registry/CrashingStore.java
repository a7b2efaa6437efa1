package io.github.dcisdk.registry;

import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * A store that a program loses in the middle of its work, as when it dies: at the chosen write, before or after it takes
 * effect, and from then on for good.
 */
final class CrashingStore {
    private static final Set<String> WRITES = Set.of("receive", "claim", "commit");

    private final DciStore store;
    private final int write;
    private final boolean afterwards;
    private int writes;
    private boolean dead;

    private CrashingStore(DciStore store, int write, boolean afterwards) {
        this.store = store;
        this.write = write;
        this.afterwards = afterwards;
    }

    /** A store that dies at its n-th write, counted from 1. */
    static CrashingStore at(DciStore store, int write, boolean afterwards) {
        return new CrashingStore(store, write, afterwards);
    }

    boolean isDead() {
        return dead;
    }

    DciStore store() {
        return proxy(DciStore.class, store);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = call(target, method, arguments);
                    return result instanceof StoreTransaction begun ? proxy(StoreTransaction.class, begun) : result;
                }));
    }

    private synchronized Object call(Object target, Method method, Object[] arguments) throws Throwable {
        boolean last = WRITES.contains(method.getName()) && !dead && ++writes == write;
        if (dead || (last && !afterwards)) {
            dead = true;
            throw new StoreException("the program died", null);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (last) {
            dead = true;
            throw new StoreException("the program died", null);
        }
        return result;
    }
}
