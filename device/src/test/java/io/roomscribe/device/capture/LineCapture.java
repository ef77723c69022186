package io.roomscribe.device.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The child process of [LineSourceIT]: ALSA reads its configuration from the environment, which a
/// running JVM can't change. Captures `args[2]` frames of `args[0]` into the file `args[1]`.
final class LineCapture {
    private LineCapture() {}

    public static void main(String[] args) throws Exception {
        var defaults = CaptureConfig.defaults();
        var config =
                new CaptureConfig(args[0], 1, defaults.syncInterval(), defaults.noFramesTimeout());
        var frames = Integer.parseInt(args[2]);
        var bytes = ByteBuffer.allocate(frames * 640).order(ByteOrder.LITTLE_ENDIAN);
        try (var source = AudioInput.of(config, System::nanoTime).open()) {
            System.out.println("capturing " + source.description());
            var frame = new short[320];
            for (var i = 0; i < frames; i++) {
                source.read(frame);
                for (var sample : frame) {
                    bytes.putShort(sample);
                }
            }
        } catch (CaptureException e) {
            System.out.println(e.code() + " " + e.getMessage());
            System.exit(3);
        }
        Files.write(Path.of(args[1]), bytes.array());
        System.out.println("done");
    }
}
