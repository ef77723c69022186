package io.roomscribe.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits for something to become true, never for time to pass. When the deadline comes, the failure
/// says what was waited for and the state at that moment.
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /// @param what completes the sentence "waited for ..."
    /// @param state printed when the deadline expires
    public static void until(
            String what, Duration timeout, BooleanSupplier condition, Supplier<?> state) {
        var deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError(
                        "waited %s for %s; state: %s".formatted(timeout, what, state.get()));
            }
            pause();
        }
    }

    public static void until(String what, Duration timeout, BooleanSupplier condition) {
        until(what, timeout, condition, () -> "(not given)");
    }

    /// Waits for a value that is not null.
    public static <T> T value(
            String what, Duration timeout, Supplier<@Nullable T> value, Supplier<?> state) {
        var deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (true) {
            var found = value.get();
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError(
                        "waited %s for %s; state: %s".formatted(timeout, what, state.get()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
