package io.roomscribe.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MainTest {

    @Test
    void looksForModelsWhereTheCommandLinePutsThem() {
        assertThat(Main.models("elsewhere", "home")).isEqualTo(Path.of("elsewhere"));
        assertThat(Main.models(null, "home")).isEqualTo(Path.of("home/.roomscribe/models"));
        assertThat(Main.models(" ", "home")).isEqualTo(Path.of("home/.roomscribe/models"));
    }
}
