package io.roomscribe.hub.job;

import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/// How jobs of one kind are done. It may take long and may be done again after a crash, so it
/// changes nothing that anybody sees: what it returns does, in the same transaction that ends the
/// job. Work whose parts are worth seeing before applies them by [JobStore#whileRunning], and goes
/// on after the last of them when it is done again.
///
/// Thread-safe.
@FunctionalInterface
public interface JobWork {

    /// @param progress told in percent
    /// @throws JobException when it cannot be done now, or not without a person
    Effect on(Job job, IntConsumer progress) throws InterruptedException;

    /// What is seen of it, in one transaction. After a crash it may be applied again: it keeps the
    /// job's id beside what it writes and does nothing where that is there already.
    @FunctionalInterface
    interface Effect {
        void in(Handle handle);

        /// Tells of it once it is there for everybody.
        default void afterwards() {}
    }
}
