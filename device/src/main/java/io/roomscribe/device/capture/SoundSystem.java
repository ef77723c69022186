package io.roomscribe.device.capture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/// The sound cards of a machine; they come and go while the process runs, so they are asked for
/// anew each time.
interface SoundSystem {

    /// Those that can capture, the system's default first.
    List<Mixer.Info> mixers();

    /// An unopened line.
    TargetDataLine line(Mixer.Info mixer, AudioFormat format) throws LineUnavailableException;

    /// What `javax.sound.sampled` shows.
    static SoundSystem ofMachine() {
        return new SoundSystem() {
            @Override
            public List<Mixer.Info> mixers() {
                var line = new Line.Info(TargetDataLine.class);
                return Arrays.stream(AudioSystem.getMixerInfo())
                        .filter(info -> canCapture(info, line))
                        .sorted(Comparator.comparing(info -> !info.getName().contains("[default]")))
                        .toList();
            }

            @Override
            public TargetDataLine line(Mixer.Info mixer, AudioFormat format)
                    throws LineUnavailableException {
                var wanted = new DataLine.Info(TargetDataLine.class, format);
                return (TargetDataLine) AudioSystem.getMixer(mixer).getLine(wanted);
            }

            // False for one that was unplugged since it was listed.
            private boolean canCapture(Mixer.Info info, Line.Info line) {
                try {
                    return AudioSystem.getMixer(info).isLineSupported(line);
                } catch (IllegalArgumentException e) {
                    return false;
                }
            }
        };
    }
}
