package io.github.dcisdk.security;

/** The generator of Steele, Lea and Flood (2014), the same here and in the Python scripts beside the tests. */
final class SplitMix64 {
    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    @SafeVarargs
    final <T> T pick(T... options) {
        return options[below(options.length)];
    }
}
