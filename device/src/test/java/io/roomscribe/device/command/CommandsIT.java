package io.roomscribe.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.decommissioning.DecommissionFile;
import io.roomscribe.device.decommissioning.Decommissioning;
import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.MuteSource;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingListener;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.device.speechmodel.ModelKeeper;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message.Command;
import io.roomscribe.protocol.message.Message.Reply;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CommandsIT {
    private static final int KEPT_MAX = 10;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final List<String> done = new ArrayList<>();
    private ClockQuality quality = ClockQuality.NTP;
    private final ScriptedSaid said = new ScriptedSaid();
    private Recordings recordings;
    private Recorder recorder;
    private Database database;
    private Outbox outbox;
    private Commands commands;

    @BeforeEach
    void open() {
        recordings = Recordings.open(data, "boot");
        recorder =
                new Recorder(
                        CaptureConfig.defaults(),
                        new HummingInput(),
                        recordings,
                        new Unheard(),
                        new Surroundings(
                                clock, System::nanoTime, new Random(1), "boot", () -> quality));
        recorder.start();
        openDatabase();
    }

    private void openDatabase() {
        database = Database.open(data, clock, e -> {});
        var codec = new MessageCodec();
        outbox = Outbox.open(database, codec, clock, new Random(7));
        var identity = DeviceIdentity.defaults();
        var parts =
                new CommandParts(
                        recorder,
                        new AudioTest(recordings),
                        new PhraseCheck(recordings, said, System::nanoTime),
                        new SupportBundle(data, Map.of("log.txt", () -> "a line"), clock),
                        stretch -> new CommandResult.Sound(stretch, "T2dnUw=="),
                        forgetting(),
                        (version, atOnce) -> done.add("update " + version + " " + atOnce),
                        new ModelKeeper(
                                new InstalledModels(data),
                                Optional.empty(),
                                Set.of(),
                                1,
                                System::nanoTime),
                        () ->
                                new CommandResult.Diagnosis(
                                        List.of(
                                                new CommandResult.Finding(
                                                        "space-low",
                                                        Severity.WARNING,
                                                        "100 MiB free",
                                                        "free space"))),
                        placement -> done.add("placed " + placement.room()),
                        new Decommissioning(
                                new DecommissionFile(data),
                                identity.id(),
                                new Decommissioning.Surroundings(
                                        () -> done.add("silence"),
                                        () -> false,
                                        outbox::stream,
                                        () -> 0,
                                        () -> done.add("restart")),
                                new HealthBoard(System::nanoTime),
                                clock),
                        lamp -> done.add("lamp " + lamp.toSeconds()),
                        () -> done.add("restart"),
                        "1.2.3");
        commands =
                new Commands(
                        parts,
                        new AnsweredCommands(database, identity.id(), codec, KEPT_MAX),
                        outbox,
                        identity,
                        clock,
                        () -> quality,
                        new Random(3));
    }

    private Forgetting forgetting() {
        return new Forgetting() {
            @Override
            public ErasureReceipt last(UUID id, Duration length) {
                return range(id, clock.instant().minus(length), clock.instant());
            }

            @Override
            public ErasureReceipt range(UUID id, Instant from, Instant to) {
                done.add("forget " + Duration.between(from, to).toMinutes());
                return new ErasureReceipt(
                        id, DeviceIdentity.defaults().room(), from, to, clock.instant(), 1, 2, 3);
            }
        };
    }

    @AfterEach
    void close() {
        recorder.close();
        database.close();
        recordings.close();
    }

    @Test
    void anOrderToDecommissionIsAnsweredInTheEndOnly() {
        var order = command(new CommandBody.Decommission("Kim"));

        assertThat(commands.execute(order).outcome()).isEqualTo(CommandOutcome.ACCEPTED);
        assertThat(commands.execute(order).outcome()).isEqualTo(CommandOutcome.ACCEPTED);

        assertThat(done).containsExactly("silence");
        assertThat(new DecommissionFile(data).isThere()).isTrue();
    }

    @Test
    void aRetiredRecorderIsNotStartedByAnybody() {
        recorder.retire();

        var answer = commands.execute(new CommandBody.Start());

        assertThat(answer.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(answer.reason()).contains("decommissioned", "enrol");
        assertThat(recorder.isStopped()).isTrue();
    }

    private Command command(CommandBody body) {
        var now = clock.instant();
        return new Command(UUID.randomUUID(), now, now.plusSeconds(30), body);
    }

    private void awaitSecond() {
        awaitRecording();
        Await.until(
                "a second of audio",
                SOON,
                () -> recordings.list().getLast().samples() > 16_000,
                () -> recordings.list().toString());
    }

    private void awaitRecording() {
        Await.until("a recording", SOON, () -> recorder.isReachingStorage());
    }

    @Test
    void stopsAndStartsTheRecording() {
        awaitRecording();

        assertThat(commands.execute(new CommandBody.Stop()).outcome())
                .isEqualTo(CommandOutcome.DONE);
        assertThat(recorder.isStopped()).isTrue();
        assertThat(commands.execute(new CommandBody.Stop()).outcome())
                .isEqualTo(CommandOutcome.DONE);

        assertThat(commands.execute(new CommandBody.Start()).outcome())
                .isEqualTo(CommandOutcome.DONE);
        awaitRecording();
    }

    @Test
    void neverUnmutesAgainstTheSwitchOnTheBox() {
        recorder.mute(MuteSource.HARDWARE);
        commands.execute(new CommandBody.Mute());

        var reply = commands.execute(new CommandBody.Unmute());

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(reply.reason()).contains("switch");
        assertThat(recorder.control().mutes()).contains(MuteSource.HARDWARE, MuteSource.SOFTWARE);

        recorder.unmute(MuteSource.HARDWARE);
        assertThat(commands.execute(new CommandBody.Unmute()).outcome())
                .isEqualTo(CommandOutcome.DONE);
        assertThat(recorder.isMuted()).isFalse();
    }

    @Test
    void answersAnExpiredCommandAndDoesNothing() {
        var late = command(new CommandBody.Identify(5));
        clock.advance(Duration.ofSeconds(31));

        assertThat(commands.execute(late).outcome()).isEqualTo(CommandOutcome.EXPIRED);
        assertThat(done).isEmpty();
    }

    @Test
    void leavesExpiryToTheBrokerWhileItsClockWasNeverSet() {
        quality = ClockQuality.UNSYNCED;
        var fromTheFuture = command(new CommandBody.Identify(5));
        clock.advance(Duration.ofDays(20_000));

        assertThat(commands.execute(fromTheFuture).outcome()).isEqualTo(CommandOutcome.DONE);
    }

    @Test
    void doesACommandThatComesAgainOnceAlsoAfterARestart() {
        var mark = command(new CommandBody.Mark("agreed"));
        var restart = command(new CommandBody.Restart());

        var first = commands.execute(mark);
        commands.execute(restart);
        assertThat(commands.execute(mark)).isEqualTo(first);
        database.close();
        openDatabase();

        assertThat(commands.execute(mark)).isEqualTo(first);
        assertThat(commands.execute(restart).outcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(outbox.lastSequence()).isEqualTo(1);
        assertThat(done).containsExactly("restart");
    }

    @Test
    void keepsANewRoomBeforeItStartsAnewForIt() {
        var transfer = command(new CommandBody.Transfer(new RoomId("library"), "Library"));

        assertThat(commands.execute(transfer).outcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(commands.execute(transfer).outcome()).isEqualTo(CommandOutcome.DONE);

        assertThat(done).containsExactly("placed library", "restart");
    }

    @Test
    void remembersTheLastOnly() {
        var first = command(new CommandBody.Identify(1));
        commands.execute(first);
        for (var i = 0; i < KEPT_MAX; i++) {
            commands.execute(new CommandBody.Identify(2));
        }
        done.clear();

        commands.execute(first);

        assertThat(done).containsExactly("lamp 1");
    }

    @Test
    void measuresTheMicrophoneWithoutKeepingAudio() {
        awaitRecording();

        var reply = commands.execute(new CommandBody.AudioTest(2));

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.DONE);
        var figures = (CommandResult.AudioFigures) reply.result();
        assertThat(figures.seconds()).isEqualTo(2.0);
        assertThat(figures.rmsDbfs()).isCloseTo(-30.1, within(0.1));
        assertThat(figures.noiseDbfs()).isCloseTo(-30.1, within(0.1));
        assertThat(figures.clippedPercent()).isZero();
    }

    @Test
    void tellsHowMuchOfAPhraseItHeardAndNoneOfTheWords() {
        awaitSecond();
        said.heard("well now we meat on friday at ten and so on");

        var reply = commands.execute(new CommandBody.MicCheck("We meet on Friday at ten", 1));

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.DONE);
        var heard = (CommandResult.PhraseHeard) reply.result();
        assertThat(heard.recognised()).isTrue();
        assertThat(heard.words()).isEqualTo(6);
        assertThat(heard.missed()).containsExactly(1);
        assertThat(heard.added()).isZero();
        assertThat(heard.stretch().samples()).isEqualTo(16_000);
        assertThat(heard.microphone().rmsDbfs()).isCloseTo(-30.1, within(0.1));
        assertThat(heard.peaks()).hasSize(4).allMatch(peak -> peak < -20 && peak > -40);
    }

    @Test
    void acceptsTheRoomOnAPhraseThatWasUnderstoodAndTellsTheHub() {
        awaitSecond();
        said.heard("we meet on friday at ten");
        var before = outbox.lastSequence();
        var check = commands.execute(new CommandBody.MicCheck("We meet on Friday at ten", 1));
        var stretch = ((CommandResult.PhraseHeard) check.result()).stretch();

        var reply =
                commands.execute(
                        new CommandBody.Accept("We meet on Friday at ten", stretch, -62, "Kim"));

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.DONE);
        var acceptance = ((CommandResult.Accepted) reply.result()).acceptance();
        assertThat(acceptance.id()).isEqualTo(reply.command());
        assertThat(acceptance.chunk().recording()).isEqualTo(stretch.recording());
        assertThat(acceptance.entries()).containsExactly(1L);
        assertThat(acceptance.stream()).isEqualTo(outbox.stream());
        assertThat(outbox.lastSequence()).isEqualTo(before + 1);
    }

    @Test
    void acceptsNothingOnAPhraseThatWasNotUnderstood() {
        awaitSecond();
        said.heard("good morning everybody and welcome to this");
        var check = commands.execute(new CommandBody.MicCheck("We meet on Friday at ten", 1));
        var stretch = ((CommandResult.PhraseHeard) check.result()).stretch();

        var reply =
                commands.execute(
                        new CommandBody.Accept("We meet on Friday at ten", stretch, -62, "Kim"));

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(reply.reason()).contains("read the phrase as it stands");
    }

    @Test
    void cannotMeasureWhatIsNotRecorded() {
        awaitRecording();
        commands.execute(new CommandBody.Stop());

        var reply = commands.execute(new CommandBody.AudioTest(1));

        assertThat(reply.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(reply.reason()).contains("start the recording");
    }

    @Test
    void packsASupportBundleWithoutAnyFileOfTheDataFolder() throws Exception {
        awaitRecording();

        var reply = commands.execute(new CommandBody.SupportBundle());

        var bundle = (CommandResult.Bundle) reply.result();
        try (var zip = new ZipFile(data.resolve("support").resolve(bundle.file()).toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .containsExactly("log.txt", "files.txt");
            var listing =
                    new String(
                            zip.getInputStream(zip.getEntry("files.txt")).readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(listing).contains("roomscribe.mv.db").contains("audio/");
        }
    }

    @Test
    void givesItsBundlesOutInPartsAndNoOtherFile() throws Exception {
        var bundle =
                (CommandResult.Bundle) commands.execute(new CommandBody.SupportBundle()).result();
        var file = data.resolve("support").resolve(bundle.file());
        var content = new byte[CommandBody.FetchBundle.PART_BYTES_MAX + 7];
        new Random(5).nextBytes(content);
        Files.write(file, content);

        var first = commands.execute(new CommandBody.FetchBundle(bundle.file(), 0));
        var last =
                commands.execute(
                        new CommandBody.FetchBundle(
                                bundle.file(), CommandBody.FetchBundle.PART_BYTES_MAX));

        assertThat(content(first))
                .isEqualTo(Arrays.copyOf(content, CommandBody.FetchBundle.PART_BYTES_MAX));
        assertThat(content(last))
                .isEqualTo(
                        Arrays.copyOfRange(
                                content, CommandBody.FetchBundle.PART_BYTES_MAX, content.length));
        var beyond = commands.execute(new CommandBody.FetchBundle(bundle.file(), content.length));
        assertThat(beyond.outcome()).isEqualTo(CommandOutcome.REFUSED);
        Files.copy(file, data.resolve("support").resolve("other.zip"));
        Files.createSymbolicLink(
                data.resolve("support").resolve("support-20260101-000000-000.zip"),
                data.resolve("roomscribe.mv.db"));
        for (var name :
                List.of(
                        "../roomscribe.mv.db",
                        "other.zip",
                        "support-20260101-000000-000.zip",
                        "support-20260101-000000-001.zip",
                        "")) {
            var refused = commands.execute(new CommandBody.FetchBundle(name, 0));
            assertThat(refused.outcome()).as(name).isEqualTo(CommandOutcome.REFUSED);
            assertThat(refused.reason()).contains("ask for a new support bundle");
        }
    }

    private static byte[] content(Reply reply) {
        return Base64.getDecoder().decode(((CommandResult.BundlePart) reply.result()).content());
    }

    @Test
    void takesAnUpdateAndLooksAtItself() {
        var update = commands.execute(new CommandBody.Update("1.4.0", true));
        var doctor = commands.execute(new CommandBody.Doctor());

        assertThat(update.outcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(done).containsExactly("update 1.4.0 true");
        assertThat(((CommandResult.Diagnosis) doctor.result()).findings())
                .extracting(CommandResult.Finding::id)
                .containsExactly("space-low");
    }

    @Test
    void forgetsTheLastMinutes() {
        var reply = commands.execute(new CommandBody.ForgetLast(10));

        assertThat(done).containsExactly("forget 10");
        assertThat(((CommandResult.Erasure) reply.result()).receipt().id())
                .isEqualTo(reply.command());
    }

    @Test
    void refusesWhatItCannotDo() {
        var unknown = commands.execute(new CommandBody.Unknown());

        assertThat(unknown.outcome()).isEqualTo(CommandOutcome.REFUSED);
    }

    @Test
    void keepsNoAudioWithItsAnswer() {
        var stretch = new Stretch(new RecordingId(7), 16_000, 32_000);
        var command = command(new CommandBody.FetchAudio(stretch));

        var first = commands.execute(command);
        var again = commands.execute(command);

        assertThat(first.result()).isEqualTo(new CommandResult.Sound(stretch, "T2dnUw=="));
        assertThat(again.result()).isEqualTo(first.result());
        assertThat(
                        new AnsweredCommands(
                                        database,
                                        DeviceIdentity.defaults().id(),
                                        new MessageCodec(),
                                        KEPT_MAX)
                                .find(command.id()))
                .isEmpty();
    }

    private static final class Unheard implements RecordingListener {
        @Override
        public void started(RecordingStart start) {}

        @Override
        public void sealed(SealedChunk chunk) {}

        @Override
        public void ended(RecordingEnd end) {}
    }
}
