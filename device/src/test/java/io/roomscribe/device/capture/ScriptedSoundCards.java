package io.roomscribe.device.capture;

import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/// A machine whose USB microphones a test plugs in and out. Each plays a quiet square wave in real
/// time, at 48 kHz in stereo, as long as it is plugged in.
public final class ScriptedSoundCards implements SoundSystem {
    private static final long BYTES_PER_SECOND = 48_000 * 4;

    private final Path soundClass;
    private final Map<Integer, String> plugged = new ConcurrentHashMap<>();

    /// @param folder for what the kernel says of its cards
    public ScriptedSoundCards(Path folder) {
        this.soundClass = folder;
    }

    public AudioInput input(CaptureConfig config, Ticker ticker) {
        return AudioInput.of(config, ticker, new LineFinder(this, new UsbCards(soundClass)));
    }

    public void plugIn(int card, String name, String serial) {
        try {
            var usb = Files.createDirectories(soundClass.resolve("usb-" + card + "/1-1"));
            Files.writeString(usb.resolve("serial"), serial + "\n");
            var face = Files.createDirectories(usb.resolve("1-1:1.0"));
            var entry = Files.createDirectories(soundClass.resolve("card" + card));
            Files.deleteIfExists(entry.resolve("device"));
            Files.createSymbolicLink(entry.resolve("device"), face);
            plugged.put(card, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void unplug(int card) {
        plugged.remove(card);
        try {
            Files.deleteIfExists(soundClass.resolve("card" + card + "/device"));
            Files.deleteIfExists(soundClass.resolve("card" + card));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Mixer.Info> mixers() {
        return plugged.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .<Mixer.Info>map(card -> new Card(card.getKey(), card.getValue()))
                .toList();
    }

    @Override
    public TargetDataLine line(Mixer.Info mixer, AudioFormat format)
            throws LineUnavailableException {
        if (format.getSampleRate() != 48_000 || format.getChannels() != 2) {
            throw new LineUnavailableException("48 kHz stereo only");
        }
        return new PluggedLine(((Card) mixer).number, format);
    }

    private static final class Card extends Mixer.Info {
        private final int number;

        Card(int number, String name) {
            super("%s [plughw:%d,0]".formatted(name, number), "test", name, "1");
            this.number = number;
        }
    }

    private final class PluggedLine implements TargetDataLine {
        private final int card;
        private final AudioFormat format;
        private volatile long startedNanos;
        private final AtomicLong taken = new AtomicLong();
        private volatile boolean open;

        PluggedLine(int card, AudioFormat format) {
            this.card = card;
            this.format = format;
        }

        private boolean isThere() {
            return plugged.containsKey(card);
        }

        @Override
        public void open(AudioFormat wanted, int bufferSize) throws LineUnavailableException {
            if (!isThere()) {
                throw new LineUnavailableException("no such card");
            }
            open = true;
        }

        @Override
        public void start() {
            startedNanos = System.nanoTime();
        }

        @Override
        public int available() {
            var due = (System.nanoTime() - startedNanos) / 1000 * BYTES_PER_SECOND / 1_000_000;
            return isThere() ? (int) Math.min(due - taken.get(), BYTES_PER_SECOND / 2) & ~3 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (var i = offset; i < offset + length; i++) {
                bytes[i] = (byte) ((i & 1) == 0 ? 0 : (i & 64) == 0 ? 8 : -8);
            }
            taken.addAndGet(length);
            return length;
        }

        /// A driver notices an unplugged device.
        @Override
        public boolean isOpen() {
            return open && isThere();
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public AudioFormat getFormat() {
            return format;
        }

        @Override
        public void flush() {
            taken.addAndGet(available());
        }

        @Override
        public void open(AudioFormat wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void open() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void drain() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRunning() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isActive() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getBufferSize() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getFramePosition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getLongFramePosition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getMicrosecondPosition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public float getLevel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Line.Info getLineInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Control[] getControls() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isControlSupported(Control.Type control) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Control getControl(Control.Type control) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addLineListener(LineListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeLineListener(LineListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
