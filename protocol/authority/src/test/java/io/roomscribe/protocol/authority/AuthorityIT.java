package io.roomscribe.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.CertificateRequest;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorityIT {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ServerNames NAMES =
            ServerNames.parse(List.of("hub.example", "10.1.2.3", "fe80::1"));

    private final SecureRandom random = new SecureRandom();
    @TempDir private Path temporary;

    private AuthorityFolder folder() {
        return new AuthorityFolder(temporary.resolve("identity"));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private Authority.Outcome init(ServerNames names, Instant now, boolean dryRun) {
        return Authority.init(folder(), names, at(now), random, dryRun);
    }

    private Map<String, String> files() throws IOException {
        var files = new HashMap<String, String>();
        try (var all = Files.list(folder().path())) {
            for (var file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void runningItAgainChangesNothing() throws IOException {
        assertThat(init(NAMES, NOW, false).made()).containsExactly("root-1", "root-2", "server");
        var before = files();

        var again = init(NAMES, NOW, false);

        assertThat(again.made()).isEmpty();
        assertThat(again.kept()).containsExactly("root-1", "root-2", "server");
        assertThat(files()).isEqualTo(before).hasSize(6);
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        init(NAMES, NOW, false);

        assertThat(rights(folder().path())).isEqualTo("rwx------");
        for (var file : files().keySet()) {
            assertThat(rights(folder().path().resolve(file))).isEqualTo("rw-------");
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aDryRunSaysTheSameAndWritesNothing() {
        assertThat(init(NAMES, NOW, true).made()).containsExactly("root-1", "root-2", "server");

        assertThat(folder().path()).doesNotExist();
    }

    @Test
    void aCrashBetweenTwoFilesIsMendedByRunningItAgain() throws IOException {
        init(NAMES, NOW, false);
        var kept = Files.readString(folder().key("root-1"));
        Files.delete(folder().certificate("root-2"));
        Files.delete(folder().certificate("server"));

        assertThat(init(NAMES, NOW, false).made()).containsExactly("root-2", "server");

        assertThat(Files.readString(folder().key("root-1"))).isEqualTo(kept);
        assertThat(init(NAMES, NOW, false).made()).isEmpty();
    }

    @Test
    void theServersCertificateFollowsItsNamesAndItsAge() {
        init(NAMES, NOW, false);
        var other = ServerNames.parse(List.of("scribe.example"));

        assertThat(init(other, NOW, false).made()).containsExactly("server");
        assertThat(init(other, NOW.plus(Duration.ofDays(500)), false).made()).isEmpty();
        assertThat(init(other, NOW.plus(Duration.ofDays(560)), false).made())
                .containsExactly("server");
    }

    @Test
    void whatItSignsIsProvenByItsRoots() throws Exception {
        init(NAMES, NOW, false);
        var authority = Authority.open(folder(), at(NOW), random);
        var server = authority.server(folder());
        var keys = keys();
        var chain = authority.issue(new DeviceId("room-7"), keys.getPublic(), Duration.ofDays(398));

        var root = authority.roots().getFirst().getPublicKey();
        server.certificate().verify(root);
        chain.getFirst().verify(root);
        assertThat(ServerNames.of(server.certificate()).names()).containsExactly("hub.example");
        assertThat(ServerNames.of(server.certificate()).addresses())
                .containsExactly("10.1.2.3", "fe80:0:0:0:0:0:0:1");
        assertThat(chain.getFirst().getSubjectX500Principal().getName()).isEqualTo("CN=room-7");
        assertThat(chain.getFirst().getBasicConstraints()).isEqualTo(-1);
        assertThat(chain.getFirst().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(authority.pins())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(Pin.of(chain.getLast()));
        assertThat(Pem.certificates(Pem.of(chain))).isEqualTo(chain);
    }

    private Authority.Switched switchRoot(boolean dryRun) {
        return Authority.switchRoot(folder(), at(NOW), random, dryRun);
    }

    private Authority opened() {
        return Authority.open(folder(), at(NOW), random);
    }

    @Test
    void afterTheSwitchTheSecondRootSignsAndBothStayTrusted() throws Exception {
        init(NAMES, NOW, false);
        var before = opened();

        var switched = switchRoot(false);

        var second = before.roots().getLast();
        assertThat(switched.from()).isEqualTo("root-1");
        assertThat(switched.to()).isEqualTo("root-2");
        assertThat(switched.isServerMade()).isTrue();
        assertThat(switched.pin()).isEqualTo(Pin.of(second));
        var after = opened();
        assertThat(after.signingRoot()).isEqualTo(second);
        assertThat(after.roots()).isEqualTo(before.roots());
        assertThat(after.pins()).isEqualTo(before.pins());
        var server = after.server(folder());
        server.certificate().verify(second.getPublicKey());
        assertThat(server.chain().getLast()).isEqualTo(second);
        assertThat(ServerNames.of(server.certificate())).isEqualTo(NAMES);
        var box = after.issue(new DeviceId("room-7"), keys().getPublic(), Duration.ofDays(398));
        box.getFirst().verify(second.getPublicKey());
        assertThat(box.getLast()).isEqualTo(second);
    }

    @Test
    void switchingAgainChangesNothingAndNeitherDoesInit() throws IOException {
        init(NAMES, NOW, false);
        switchRoot(false);
        var before = files();

        var again = switchRoot(false);

        assertThat(again.isAnything()).isFalse();
        assertThat(init(NAMES, NOW, false).made()).isEmpty();
        assertThat(files()).isEqualTo(before).containsEntry("signing-root", "root-2\n");
        assertThat(rights(folder().path().resolve("signing-root"))).isEqualTo("rw-------");
    }

    @Test
    void aDryRunOfTheSwitchSaysTheSameAndWritesNothing() throws IOException {
        init(NAMES, NOW, false);
        var before = files();

        var said = switchRoot(true);

        assertThat(files()).isEqualTo(before);
        assertThat(switchRoot(false)).isEqualTo(said);
    }

    /// After each file that the switch writes, the power may fail.
    @Test
    void aCrashInTheMiddleOfTheSwitchIsMendedByTheSecondRun() throws IOException {
        init(NAMES, NOW, false);
        var before = files();
        switchRoot(false);
        var after = files();
        var order = List.of("signing-root", "server.key", "server.crt");
        assertThat(changed(before, after)).containsExactlyInAnyOrderElementsOf(order);

        for (var written = 1; written < order.size(); written++) {
            for (var file : order.subList(0, written)) {
                Files.writeString(folder().path().resolve(file), after.get(file));
            }
            for (var file : order.subList(written, order.size())) {
                Files.writeString(folder().path().resolve(file), before.get(file));
            }

            var again = switchRoot(false);

            assertThat(again.from()).isEqualTo("root-2");
            assertThat(again.isServerMade()).isTrue();
            assertThat(opened().server(folder()).isPair()).isTrue();
            assertThat(opened().server(folder()).chain().getLast())
                    .isEqualTo(opened().signingRoot());
            assertThat(switchRoot(false).isAnything()).isFalse();
        }
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        return after.keySet().stream()
                .filter(name -> !Objects.equals(after.get(name), before.get(name)))
                .toList();
    }

    @Test
    void theHubItselfMendsWhatACrashOfTheSwitchLeft() throws IOException {
        init(NAMES, NOW, false);
        Files.writeString(folder().path().resolve("signing-root"), "root-2\n");

        var server = opened().server(folder());

        assertThat(server.chain().getLast()).isEqualTo(opened().roots().getLast());
        assertThat(opened().server(folder()).certificate()).isEqualTo(server.certificate());
    }

    /// As a power cut leaves it while a hub renews its certificate: the new key, the old
    /// certificate.
    @Test
    void aServerCertificateWithAnotherKeyIsMadeAnew() throws IOException {
        init(NAMES, NOW, false);
        Files.copy(
                folder().key("root-2"),
                folder().key("server"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(init(NAMES, NOW, true).made()).containsExactly("server");
        assertThat(opened().server(folder()).isPair()).isTrue();
        assertThat(init(NAMES, NOW, false).made()).isEmpty();
    }

    @Test
    void aLostKeyOfTheFirstRootNeedsTheSwitchAndIsNeverReplaced() throws IOException {
        init(NAMES, NOW, false);
        var pins = opened().pins();
        Files.delete(folder().key("root-1"));

        assertThat(Authority.isIn(folder())).isTrue();
        assertThatThrownBy(this::opened)
                .hasMessageContaining("the key of root-1 is gone")
                .hasMessageContaining("roomscribe hub switch-root");
        assertThatThrownBy(() -> init(NAMES, NOW, false))
                .hasMessageContaining("the key of root-1 is gone");

        switchRoot(false);

        assertThat(opened().pins()).isEqualTo(pins);
        assertThat(init(NAMES, NOW, false).made()).isEmpty();
        assertThat(folder().key("root-1")).doesNotExist();
    }

    @Test
    void theSwitchIsRefusedBeforeAnythingIsWrittenWhenTheSecondRootCannotSign() throws IOException {
        init(NAMES, NOW, false);
        Files.copy(
                folder().key("root-1"),
                folder().key("root-2"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> switchRoot(false))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("is not the key of")
                .hasMessageContaining("roomscribe hub restore");
        Files.delete(folder().key("root-2"));
        assertThatThrownBy(() -> switchRoot(false)).hasMessageContaining("key of root-2 is gone");

        assertThat(folder().path().resolve("signing-root")).doesNotExist();
        assertThat(opened().signingRoot()).isEqualTo(opened().roots().getFirst());
    }

    @Test
    void aChoiceThatNamesNoRootIsRefused() throws IOException {
        init(NAMES, NOW, false);
        Files.writeString(folder().path().resolve("signing-root"), "root-9\n");

        assertThatThrownBy(this::opened)
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("signing-root")
                .hasMessageContaining("names no root");
    }

    @Test
    void readsARequestThatABoxWroteByHand() throws Exception {
        for (var name : List.of("a", "room-7", "x".repeat(64))) {
            var keys = keys();

            var request = CheckedRequest.parse(CertificateRequest.of(new DeviceId(name), keys));

            assertThat(request.device().value()).isEqualTo(name);
            assertThat(request.key().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
        }
    }

    @Test
    void refusesARequestOfSomebodyWithoutTheKey() throws Exception {
        var stolen = new KeyPair(keys().getPublic(), keys().getPrivate());
        var request = CertificateRequest.of(new DeviceId("room-7"), stolen);

        assertThatThrownBy(() -> CheckedRequest.parse(request))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("not signed with the key");
        assertThatThrownBy(() -> CheckedRequest.parse("nothing"))
                .isInstanceOf(AuthorityException.class);
    }

    @Test
    void withoutAnIdentityTheNextCommandIsNamed() {
        assertThatThrownBy(() -> Authority.open(folder(), at(NOW), random))
                .hasMessageContaining("roomscribe hub init");
    }

    private static KeyPair keys() throws NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
