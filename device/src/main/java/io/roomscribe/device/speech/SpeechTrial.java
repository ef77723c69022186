package io.roomscribe.device.speech;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/// Lets a worker of its own, with the configured model, hear a bundled sentence, to see how fast it
/// is. For a box that does not run: beside one that records it would take its memory and its time.
///
/// Confined to one thread.
public final class SpeechTrial {
    /// A sentence of seven seconds, spoken by a speech synthesiser; 16 kHz, mono, 16 bit, with the
    /// plain header of 44 bytes.
    private static final String SENTENCE = "sentence.wav";

    private static final int HEADER = 44;
    private static final Duration POLL = Duration.ofMillis(100);

    private final SpeechConfig config;
    private final WorkerLaunch launch;
    private final Ticker ticker;
    private final short[] samples;

    public SpeechTrial(SpeechConfig config, WorkerLaunch launch, Ticker ticker) {
        this(config, launch, ticker, sentence());
    }

    SpeechTrial(SpeechConfig config, WorkerLaunch launch, Ticker ticker, short[] samples) {
        this.samples = samples.clone();
        this.config = config;
        this.launch = launch;
        this.ticker = ticker;
    }

    /// The real-time factor, the loading of the model not counted. A worker that hangs is ended
    /// after the configured time.
    ///
    /// @throws SpeechException when nothing can be recognised here
    public OptionalDouble factor() throws InterruptedException {
        var pace = new SpeechPace(ticker);
        try (var worker = SpeechWorker.start(launch, config, ticker, pace)) {
            while (worker.poll(POLL).isEmpty()) {
                // It loads its models.
            }
            worker.begin(new RecordingId(1), 0);
            for (var at = 0; at < samples.length; at += VoiceActivity.BLOCK) {
                waitFor(worker, worker::hasRoom);
                var block =
                        Arrays.copyOfRange(
                                samples, at, Math.min(samples.length, at + VoiceActivity.BLOCK));
                worker.audio(at, block, block.length, true);
            }
            waitFor(worker, worker::hasRoom);
            worker.finish();
            waitFor(worker, worker::isIdle);
        }
        return pace.factor();
    }

    private interface Condition {
        boolean isSo();
    }

    private static void waitFor(SpeechWorker worker, Condition condition)
            throws InterruptedException {
        while (!condition.isSo()) {
            // What it hears does not matter.
            var _ = worker.poll(POLL);
        }
    }

    static short[] sentence() {
        try (var in = SpeechTrial.class.getResourceAsStream(SENTENCE)) {
            if (in == null) {
                throw new SpeechException(
                        Code.WORKER_NOT_STARTED,
                        "the bundled sentence is missing",
                        "install the package again: 'sudo apt install --reinstall"
                                + " roomscribe-device'");
            }
            var bytes = in.readAllBytes();
            var samples = new short[(bytes.length - HEADER) / Audio.BYTES_PER_SAMPLE];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(HEADER)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
