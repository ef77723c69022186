package io.roomscribe.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.supervision.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupIT {
    private static final String PASSPHRASE = "correct horse battery";
    private static final int CHEAP = 6;

    private final SecureRandom random = new SecureRandom();
    @TempDir private Path work;
    private Path hub;
    private Path file;

    @BeforeEach
    void aHubWithAnIdentityAndABox() throws IOException {
        hub = Files.createDirectory(work.resolve("hub"));
        file = work.resolve("hub.backup");
        Authority.init(
                new AuthorityFolder(hub.resolve("identity")),
                ServerNames.parse(List.of("hub.example")),
                Clock.systemUTC(),
                random,
                false);
        Files.writeString(hub.resolve("devices.conf"), "# nobody\n");
        Files.writeString(hub.resolve("hub.epoch"), "not this one\n");
        Files.createDirectories(hub.resolve("search"));
        Files.writeString(hub.resolve("search/segments_1"), "made anew\n");
        try (var database = HubDatabase.open(new DataConfig(hub))) {
            addEpoch(database, "before");
        }
    }

    @Test
    @Tag("S13")
    void aRestoredHubHasEverythingButItsEpoch() throws Exception {
        var configuration = Files.writeString(work.resolve("hub.conf"), "http.port = 8080\n");

        backup().write(file, Optional.of(configuration), PASSPHRASE);
        var restored = restore().into(work.resolve("new"), file, PASSPHRASE);

        assertThat(restored.identity()).isTrue();
        assertThat(work.resolve("new/configuration/hub.conf")).hasContent("http.port = 8080");
        assertThat(work.resolve("new/devices.conf")).hasContent("# nobody");
        assertThat(work.resolve("new/identity/root-1.key"))
                .hasSameTextualContentAs(hub.resolve("identity/root-1.key"));
        assertThat(work.resolve("new/hub.epoch")).doesNotExist();
        assertThat(work.resolve("new/search")).doesNotExist();
        assertThat(epochs(work.resolve("new"))).containsExactly("before");
        assertThat(hub.resolve("backup")).isEmptyDirectory();
    }

    /// As it is done: the backup is made by a process of its own, which finds the database locked.
    @Test
    void theHubGoesOnWhileItIsBackedUp() throws Exception {
        var stop = new StopSignal();
        try (var database = HubDatabase.open(new DataConfig(hub));
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var snapshots =
                    tasks.submit(() -> {
                        new Snapshots(database).run(stop);
                        return true;
                    });
            try {
                assertThat(runBackup()).contains("\"identity\":true");
                addEpoch(database, "after");
            } finally {
                stop.stop();
            }

            assertThat(snapshots.get()).isTrue();
        }
        assertThat(epochs(hub)).containsExactlyInAnyOrder("before", "after");
        restore().into(work.resolve("new"), file, PASSPHRASE);
        assertThat(epochs(work.resolve("new"))).containsExactly("before");
    }

    private String runBackup() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                BackupMain.class.getName(),
                                "backup",
                                hub.toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var in = process.getOutputStream()) {
            in.write((PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void whatWasSaidIsNotInTheFileForOthersToRead() throws Exception {
        backup().write(file, Optional.empty(), PASSPHRASE);

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1\n-> scrypt ")
                .doesNotContain("PRIVATE KEY", "hub.mv.db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherPassphraseIsNamed() throws Exception {
        backup().write(file, Optional.empty(), PASSPHRASE);

        refuses("another horse battery", BackupException.Code.WRONG_PASSPHRASE, "passphrase");
    }

    @Test
    void everyChangedByteIsFound() throws Exception {
        backup().write(file, Optional.empty(), PASSPHRASE);
        var good = Files.readAllBytes(file);

        // From where the head's own check begins; before it a wrong passphrase looks the same.
        for (var at = 130; at < good.length; at += good.length / 20) {
            var bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);

            refuses(PASSPHRASE, BackupException.Code.DAMAGED, "damaged");
        }
    }

    @Test
    void aFileThatWasCutOffIsFoundAlsoAtTheEndOfAChunk() throws Exception {
        var large = new byte[200_000];
        random.nextBytes(large);
        Files.write(hub.resolve("kept"), large);
        backup().write(file, Optional.empty(), PASSPHRASE);
        var good = Files.readAllBytes(file);
        var head = new String(good, StandardCharsets.ISO_8859_1);
        var payload = head.indexOf('\n', head.indexOf("\n---") + 1) + 1 + AgeKeys.NONCE_BYTES;
        var chunk = payload + AgeKeys.CHUNK_BYTES + AgeKeys.TAG_BYTES;
        assertThat(good.length).isGreaterThan(chunk);

        for (var length : List.of(payload, payload + 100, chunk, good.length - 1)) {
            Files.write(file, java.util.Arrays.copyOf(good, length));

            refuses(PASSPHRASE, BackupException.Code.DAMAGED, "cut off");
        }
    }

    @Test
    void anythingElseIsNoBackup() throws Exception {
        Files.writeString(file, "PK and so on");

        refuses(PASSPHRASE, BackupException.Code.NO_BACKUP, "no backup");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        backup().write(file, Optional.empty(), PASSPHRASE);
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> backup().write(file, Optional.empty(), PASSPHRASE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> restore().into(hub, file, PASSPHRASE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("never restored over another");

        assertThat(file).hasBinaryContent(before);
        assertThat(hub.resolve("hub.mv.db")).exists();
    }

    @Test
    void opensWhatAnotherProgramEncrypted() throws Exception {
        try (var raw = getClass().getResourceAsStream("/backup/by-another-program.age");
                var age = AgeReader.open(java.util.Objects.requireNonNull(raw), PASSPHRASE)) {
            assertThat(new String(age.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("said in the room\n".repeat(4000));
        }
    }

    private void refuses(String passphrase, BackupException.Code code, String word) {
        var target = work.resolve("refused");
        assertThatThrownBy(() -> restore().into(target, file, passphrase))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(word);
        assertThat(target).doesNotExist();
        assertThat(work.resolve("refused.restoring")).doesNotExist();
    }

    private Backup backup() {
        return new Backup(hub, Clock.systemUTC(), System::nanoTime, random, CHEAP);
    }

    private Restore restore() {
        return new Restore(Clock.systemUTC(), random);
    }

    private static void addEpoch(HubDatabase database, String name) {
        database.inTransaction(handle ->
                handle.execute(
                        "insert into hub_epoch (epoch, created_at, commits)"
                                + " values (?, current_timestamp, 1)",
                        name));
        database.barrier();
    }

    private static List<String> epochs(Path folder) {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            return database.read(handle ->
                    handle.createQuery("select epoch from hub_epoch").mapTo(String.class).list());
        }
    }
}
