package io.roomscribe.provisioning.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AptSourcesTest {
    @Test
    void readsTheLinesOfOneRelease() {
        var text =
                """
                # deb http://a.example/debian bookworm main
                deb http://a.example/debian bookworm main contrib
                deb [arch=amd64 signed-by=/k.gpg] http://b.example/s bookworm-security main
                deb http://a.example/debian trixie main
                deb-src http://a.example/debian bookworm main
                deb [arch=amd64] http://c.example/apt bookworm stable
                """;

        assertThat(AptSources.ofList(text, "bookworm"))
                .containsExactly(
                        "deb http://a.example/debian bookworm main contrib",
                        "deb [ signed-by=/k.gpg] http://b.example/s bookworm-security main");
    }

    @Test
    void readsTheStanzasOfOneRelease() {
        var text =
                """
                Types: deb deb-src
                # a mirror
                URIs: http://a.example/debian
                Suites: bookworm bookworm-updates
                Components: main
                Signed-By: /k.gpg

                Types: deb
                URIs: http://b.example
                Suites: nodistro
                Components: main

                Enabled: no
                Types: deb
                URIs: http://c.example/debian
                Suites: bookworm
                Components: main
                """;

        assertThat(AptSources.ofStanzas(text, "bookworm"))
                .containsExactly(
                        "deb [signed-by=/k.gpg] http://a.example/debian bookworm main",
                        "deb [signed-by=/k.gpg] http://a.example/debian bookworm-updates main");
    }
}
