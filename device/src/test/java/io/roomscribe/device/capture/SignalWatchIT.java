package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A2")
class SignalWatchIT {

    @Test
    void noRecordingThatWeHaveIsTakenForADefect() throws Exception {
        var seconds = 0L;
        var files = recordings();
        for (var file : files) {
            var watch = new SignalWatch();
            var frame = new short[320];
            try (var source = FileSource.open(file, 1000, System::nanoTime)) {
                for (var count = source.read(frame); count >= 0; count = source.read(frame)) {
                    assertThat(watch.add(frame, count)).as("%s", file.getFileName()).isEmpty();
                    seconds += count;
                }
            }
        }
        System.out.printf("%d recordings, %d s: no false alarm%n", files.size(), seconds / 16_000);
        assertThat(files).isNotEmpty();
    }

    private static List<Path> recordings() throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : List.of("provisioning/demo", "protocol/testkit/audio")) {
            try (var files = Files.walk(ProjectFolder.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".wav")).forEach(found::add);
            }
        }
        return found;
    }
}
