package io.roomscribe.device.speech;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.vosk.LibVosk;
import org.vosk.Model;
import org.vosk.Recognizer;

/// What speech recognition costs without Roomscribe: a file straight through the same library and
/// the same model, in the loop of Vosk's own example (blocks of 4096 bytes, words, a partial result
/// after each block). `./roomscribe bench device` divides the box's cost by it.
///
/// Arguments: `MODEL FILE`, a WAV file of 16 kHz, mono, 16 bit. Prints the processor time it took,
/// and what of it went by before the first sample.
public final class BareVoskMain {
    private static final int HEADER = 44;
    private static final int BLOCK = 4096;

    private BareVoskMain() {}

    public static void main(String[] arguments) throws IOException {
        LibVosk.vosk_set_log_level(-1);
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(
                                Files.newInputStream(Path.of(arguments[1])), 1 << 16))) {
            in.skipNBytes(HEADER);
            run(arguments[0], in);
        }
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void run(String model, DataInputStream in) throws IOException {
        var said = 0;
        try (var loaded = new Model(model);
                var recognizer = new Recognizer(loaded, 16_000)) {
            recognizer.setWords(true);
            var load = cpuMillis();
            var block = new byte[BLOCK];
            for (var count = in.read(block); count > 0; count = in.read(block)) {
                if (recognizer.acceptWaveForm(block, count)) {
                    said += recognizer.getResult().isEmpty() ? 0 : 1;
                } else if (recognizer.getPartialResult().isEmpty()) {
                    break;
                }
            }
            said += recognizer.getFinalResult().isEmpty() ? 0 : 1;
            System.out.printf(
                    Locale.ROOT,
                    "loadMillis=%d cpuMillis=%d utterances=%d%n",
                    load,
                    cpuMillis(),
                    said);
        }
    }
}
