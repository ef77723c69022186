package io.roomscribe.hub.search;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A few platform threads for searches. When 64 wait, further ones are refused.
///
/// Thread-safe.
final class SearchThreads implements AutoCloseable {
    private static final int WAITING_MAX = 64;
    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    30,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING_MAX),
                    Thread.ofPlatform().name("search-", 1).daemon(true).factory());

    SearchThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /// @throws SearchBusyException when too many wait
    <T> T run(Callable<T> search) throws InterruptedException {
        var task = new FutureTask<>(search);
        try {
            threads.execute(task);
            return task.get();
        } catch (RejectedExecutionException e) {
            throw new SearchBusyException();
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("a search failed", e.getCause());
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
