package io.roomscribe.provisioning.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script in surroundings of the test's making: a PATH without Java, JVM folders of
/// its own.
final class LauncherIT {
    private static final List<String> TOOLS =
            List.of("bash", "cat", "dirname", "readlink", "sed", "sort", "paste", "head");

    private record Result(int exitCode, String out, String err) {}

    @TempDir private Path folder;
    private Path launcher;
    private Path jvms;

    @BeforeEach
    void prepare() throws IOException {
        launcher = Path.of(System.getProperty("roomscribe.root"), "roomscribe");
        jvms = Files.createDirectories(folder.resolve("jvms"));
        var bin = Files.createDirectories(folder.resolve("bin"));
        for (var tool : TOOLS) {
            var found =
                    List.of("/usr/bin", "/bin").stream()
                            .map(place -> Path.of(place, tool))
                            .filter(Files::exists)
                            .findFirst();
            assumeTrue(found.isPresent(), "this system has no " + tool);
            Files.createSymbolicLink(bin.resolve(tool), found.get());
        }
    }

    private Result run(Path script, String... arguments) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder =
                new ProcessBuilder(folder.resolve("bin/bash").toString(), script.toString())
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", folder.resolve("bin").toString(),
                                "HOME", folder.toString(),
                                "ROOMSCRIBE_JVM_FOLDERS", jvms.toString(),
                                "ROOMSCRIBE_BUILD", "never"));
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended within a minute").isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private void fakeJdk(String version) throws IOException {
        var bin = Files.createDirectories(jvms.resolve("jdk-" + version + "/bin"));
        assertThat(Files.createFile(bin.resolve("javac")).toFile().setExecutable(true)).isTrue();
        Files.writeString(
                bin.resolveSibling("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    }

    @Test
    void showsItsCommandsWithoutAnyJava() throws Exception {
        var result = run(launcher, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("./roomscribe demo").contains("./roomscribe test");
    }

    @Test
    void withoutJdk25SaysHowToGetItOnEverySystem() throws Exception {
        fakeJdk("17.0.1");

        var result = run(launcher, "demo");

        assertThat(result.exitCode()).isEqualTo(69);
        assertThat(result.err())
                .contains("no JDK 25 found (only version 17)")
                .contains("Debian", "Ubuntu", "Fedora", "macOS", "Windows");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void findsJdk25BesideOlderOnesAndThroughALinkToItself() throws Exception {
        fakeJdk("17.0.1");
        Files.createSymbolicLink(
                jvms.resolve("some-jdk"), Path.of(System.getProperty("java.home")));
        var link = Files.createSymbolicLink(folder.resolve("rs"), launcher);
        var text = Files.writeString(folder.resolve("text.txt"), "the same words");

        var result = run(link, "wer", text.toString(), text.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("0.0 %");
    }

    @Test
    void anUnknownTestOptionIsWrongUsage() throws Exception {
        Files.createSymbolicLink(
                jvms.resolve("some-jdk"), Path.of(System.getProperty("java.home")));

        var result = run(launcher, "test", "--everything");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--everything");
    }
}
