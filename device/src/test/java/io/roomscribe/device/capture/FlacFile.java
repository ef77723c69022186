package io.roomscribe.device.capture;

import java.io.IOException;
import java.nio.file.Path;
import net.sourceforge.javaflacencoder.EncodingConfiguration;
import net.sourceforge.javaflacencoder.FLACEncoder;
import net.sourceforge.javaflacencoder.FLACFileOutputStream;
import net.sourceforge.javaflacencoder.StreamConfiguration;

/// Writes FLAC files, mono, 16 bit.
final class FlacFile {
    private FlacFile() {}

    static void write(Path path, short[] samples, int rate) throws IOException {
        var encoder = new FLACEncoder();
        encoder.setStreamConfiguration(new StreamConfiguration(1, 4096, 4096, rate, 16));
        encoder.setEncodingConfiguration(new EncodingConfiguration());
        try (var out = new FLACFileOutputStream(path.toFile())) {
            encoder.setOutputStream(out);
            encoder.openFLACStream();
            var wide = new int[samples.length];
            for (var i = 0; i < samples.length; i++) {
                wide[i] = samples[i];
            }
            encoder.addSamples(wide, wide.length);
            encoder.encodeSamples(encoder.fullBlockSamplesAvailableToEncode(), false);
            encoder.encodeSamples(encoder.samplesAvailableToEncode(), true);
        }
    }
}
