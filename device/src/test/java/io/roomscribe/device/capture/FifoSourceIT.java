package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoSourceIT {
    @TempDir private Path folder;

    private Path fifo = Path.of(".");

    @BeforeEach
    void makeFifo() throws Exception {
        fifo = folder.resolve("pcm");
        var made = new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    @Test
    void readsWhatIsWrittenAndEndsWithTheWriter() throws Exception {
        var samples = new short[100_001];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 7);
        }
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        var writing = start(() -> Files.write(fifo, bytes.array()));

        try (var source = FifoSource.open(fifo)) {
            assertThat(FileSourceIT.drain(source)).isEqualTo(samples);
        }
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void closingEndsTheWaitForAFirstWriter() throws Exception {
        var source = FifoSource.open(fifo);
        var reading = start(() -> source.read(new short[320]));
        awaitBlocked(reading);

        source.close();

        assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void closingEndsTheWaitForAWriterThatIsSilent() throws Exception {
        var source = FifoSource.open(fifo);
        var reading = start(() -> source.read(new short[320]));
        try (var writer = Files.newOutputStream(fifo)) {
            writer.write(1);
            awaitBlocked(reading);

            source.close();

            assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void fileThatIsNoFifoIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> FifoSource.open(file)).hasMessageContaining("it is not a FIFO");
        assertThatThrownBy(() -> FifoSource.open(folder.resolve("absent")))
                .hasMessageContaining("there is no such FIFO");
    }

    private static void awaitBlocked(Reading<?> reading) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (reading.thread.getState() != Thread.State.RUNNABLE
                || reading.thread.getStackTrace().length == 0
                || !reading.thread.getStackTrace()[0].isNativeMethod()) {
            assertThat(System.nanoTime()).as("reader reaches the kernel").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static <T> Reading<T> start(Callable<T> task) {
        return new Reading<>(task);
    }

    /// A task on a platform thread of its own.
    private static final class Reading<T> extends FutureTask<T> {
        private final Thread thread;

        Reading(Callable<T> task) {
            super(task);
            thread = Thread.ofPlatform().daemon(true).name("fifo-reader").start(this);
        }
    }
}
