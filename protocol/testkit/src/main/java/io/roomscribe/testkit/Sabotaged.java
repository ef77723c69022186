package io.roomscribe.testkit;

import io.roomscribe.protocol.sabotage.Sabotage;

/// Runs a test of ours, the guard, without the safeguard that it guards.
public final class Sabotaged {
    private Sabotaged() {}

    /// A test's method, or what comes before it.
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /// Passes when `guard` fails once the safeguard is gone.
    ///
    /// @param prepare what comes before the guard, itself not sabotaged
    public static void fails(Sabotage sabotage, Step prepare, Step guard) throws Exception {
        prepare.run();
        System.setProperty("sabotage", sabotage.word());
        try {
            guard.run();
        } catch (Exception | AssertionError noticed) {
            return;
        } finally {
            System.clearProperty("sabotage");
        }
        throw new AssertionError("nobody noticed " + sabotage.word());
    }
}
