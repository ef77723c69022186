package io.roomscribe.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.identity.PinnedTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExaminationIT {
    @TempDir private Path folder;

    private BoxFacts facts(Supplier<OptionalDouble> speechFactor) {
        return new Examination(
                        folder.resolve("root"),
                        folder,
                        Optional.empty(),
                        Optional.empty(),
                        new PinnedTrust(List.of(), Instant::now, () -> true),
                        Optional.empty(),
                        OptionalDouble::empty,
                        speechFactor,
                        Clock.systemUTC(),
                        System::nanoTime)
                .facts();
    }

    private static OptionalDouble disturbing() {
        throw new AssertionError("a second recogniser beside a box that records");
    }

    @Test
    void aBoxThatRunsTellsItsOwnSpeechFactorAndIsNotDisturbed() throws IOException {
        Files.writeString(folder.resolve("status.json"), "{\"speechFactor\": 1.25}");

        assertThat(facts(ExaminationIT::disturbing).speechFactor()).hasValue(1.25);
        assertThat(Diagnosis.of(facts(ExaminationIT::disturbing)))
                .extracting(DoctorFinding::id)
                .contains("speech-slow");
    }

    @Test
    void aBoxThatRunsAndHasHeardNothingYetHasNoFactorAndIsNotDisturbed() throws IOException {
        Files.writeString(folder.resolve("status.json"), "{\"speechFactor\": 0.0}");

        assertThat(facts(ExaminationIT::disturbing).speechFactor()).isEmpty();
    }

    @Test
    void theModelIsTriedWhileTheBoxDoesNotRun() {
        assertThat(facts(() -> OptionalDouble.of(0.4)).speechFactor()).hasValue(0.4);
    }
}
