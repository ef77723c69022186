package io.roomscribe.device.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes the file `probe` in the data folder anew and forces it to the medium.
///
/// Confined to one thread.
public final class ProbeFile implements Runnable {
    private final Path file;
    private long count;

    public ProbeFile(Path folder) {
        this.file = folder.resolve("probe");
    }

    @Override
    public void run() {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(++count).flip());
            channel.force(true);
        } catch (IOException e) {
            throw new MachineException(file, e);
        }
    }
}
