package io.github.dcisdk.simulation;

/** The end of a simulated process. An error, so that nothing that survives exceptions survives it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String moment) {
        super(moment, null, false, false);
    }
}
