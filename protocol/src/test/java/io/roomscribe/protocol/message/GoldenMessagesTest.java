package io.roomscribe.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.speechmodel.ModelKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages are frozen once released: what `golden/` holds must be readable, and be written the
/// same, for ever. A change of a message adds a file; it never edits one.
class GoldenMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.250Z");
    private static final RecordingId RECORDING = new RecordingId(0x00c0ffee00c0ffeeL);
    private static final RoomId ROOM = new RoomId("boardroom");

    private static final UUID COMMAND = UUID.fromString("0d9f6f5e-7c55-4a2b-9c13-2f6c8a4b7e10");
    private static final ErasureReceipt RECEIPT =
            new ErasureReceipt(
                    COMMAND, ROOM, AT.minusSeconds(600), AT, AT.plusSeconds(1), 42, 61, 9_600_000);

    private static final EntryBody.Acceptance ACCEPTANCE =
            new EntryBody.Acceptance(
                    COMMAND,
                    ROOM,
                    AT,
                    "Kim",
                    "we meet on friday",
                    -61.5,
                    new CommandResult.PhraseHeard(
                            new Stretch(RECORDING, 160_000, 192_000),
                            new CommandResult.AudioFigures(12.0, -3.5, -28.25, -61.5, 0.25),
                            List.of(-61, -12, -4),
                            true,
                            6,
                            4,
                            List.of(3),
                            1),
                    new ChunkId(RECORDING, 0),
                    new StreamId(0x0123456789abcdefL),
                    List.of(41L, 42L),
                    "0.1.0");

    private static final Map<String, Message> MESSAGES =
            Map.ofEntries(
                    Map.entry(
                            "birth-v1",
                            new Message.Birth(
                                    true,
                                    UUID.fromString("7f3a1c52-8a0e-4d1f-9f7e-0c2b8f1d3a55"),
                                    ROOM,
                                    "Boardroom",
                                    "0.1.0",
                                    1,
                                    42,
                                    ClockQuality.NTP,
                                    DeviceState.RECORDING)),
                    Map.entry(
                            "outbox-v1",
                            new Message.OutboxFrame(
                                    List.of(
                                            Entry.first(
                                                    new StreamId(0x0123456789abcdefL),
                                                    "{\"x\":1}")))),
                    Map.entry(
                            "partial-v1",
                            new Message.Partial(RECORDING, 160_000, "good morning every", AT)),
                    Map.entry("level-v1", new Message.Level(-12.5, -31.25)),
                    Map.entry(
                            "ack-v1",
                            new Message.Ack(
                                    41,
                                    List.of(new Message.Range(44, 50)),
                                    UUID.fromString("1b0e6a34-5a43-4b53-8f0f-6f1d4d2f9a01"),
                                    200)),
                    Map.entry(
                            "ack-v2",
                            new Message.Ack(
                                    41,
                                    List.of(),
                                    UUID.fromString("1b0e6a34-5a43-4b53-8f0f-6f1d4d2f9a01"),
                                    200,
                                    Optional.of("cd".repeat(32)))),
                    Map.entry(
                            "command-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.Mark("agreed"))),
                    Map.entry(
                            "command-stop-v1",
                            new Message.Command(
                                    COMMAND, AT, AT.plusSeconds(30), new CommandBody.Stop())),
                    Map.entry(
                            "command-forget-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.ForgetLast(10))),
                    Map.entry(
                            "command-forget-range-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.ForgetRange(AT.minusSeconds(600), AT))),
                    Map.entry(
                            "command-transfer-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.Transfer(new RoomId("library"), "Library"))),
                    Map.entry(
                            "command-audio-test-v1",
                            new Message.Command(
                                    COMMAND, AT, AT.plusSeconds(30), new CommandBody.AudioTest(5))),
                    Map.entry(
                            "reply-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.REFUSED,
                                    "The switch on the box mutes it.",
                                    AT,
                                    CommandResult.NOTHING)),
                    Map.entry(
                            "reply-audio-figures-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.AudioFigures(
                                            5.0, -3.5, -28.25, -61.5, 0.25))),
                    Map.entry(
                            "command-mic-check-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.MicCheck("we meet on friday", 12))),
                    Map.entry(
                            "command-accept-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.Accept(
                                            "we meet on friday",
                                            new Stretch(RECORDING, 160_000, 192_000),
                                            -61.5,
                                            "Kim"))),
                    Map.entry(
                            "command-decommission-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.Decommission("Kim"))),
                    Map.entry(
                            "reply-decommissioned-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Decommissioned(
                                            new DecommissionReceipt(
                                                    COMMAND,
                                                    new DeviceId("box-1"),
                                                    "Kim",
                                                    AT,
                                                    new StreamId(0x0123456789abcdefL),
                                                    41,
                                                    AT.plusSeconds(60),
                                                    12,
                                                    345_678)))),
                    Map.entry(
                            "reply-accepted-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Accepted(ACCEPTANCE))),
                    Map.entry(
                            "reply-phrase-heard-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.PhraseHeard(
                                            new Stretch(RECORDING, 160_000, 192_000),
                                            new CommandResult.AudioFigures(
                                                    12.0, -3.5, -28.25, -61.5, 0.25),
                                            List.of(-61, -12, -4),
                                            true,
                                            6,
                                            4,
                                            List.of(3),
                                            1))),
                    Map.entry(
                            "reply-diagnosis-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Diagnosis(
                                            List.of(
                                                    new CommandResult.Finding(
                                                            "space-low",
                                                            Severity.WARNING,
                                                            "100 MiB free",
                                                            "free space"))))),
                    Map.entry(
                            "reply-bundle-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Bundle(
                                            "support-1.zip", 20480, "ab".repeat(32)))),
                    Map.entry(
                            "command-install-model-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.InstallModel(
                                            "vosk-model-small-de-0.15",
                                            ModelKind.SPEECH,
                                            "ab".repeat(32),
                                            45_000_000))),
                    Map.entry(
                            "command-list-models-v1",
                            new Message.Command(
                                    COMMAND, AT, AT.plusSeconds(30), new CommandBody.ListModels())),
                    Map.entry(
                            "reply-models-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.BoxModels(
                                            List.of(
                                                    new CommandResult.BoxModel(
                                                            "vosk-model-small-de-0.15",
                                                            ModelKind.SPEECH,
                                                            "ab".repeat(32),
                                                            CommandResult.BoxModelState.FETCHING,
                                                            1_000_000,
                                                            45_000_000,
                                                            false,
                                                            ""))))),
                    Map.entry(
                            "command-fetch-bundle-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.FetchBundle("support-1.zip", 98_304))),
                    Map.entry(
                            "reply-bundle-part-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.BundlePart(
                                            "support-1.zip", 98_304, "UEsDBA=="))),
                    Map.entry(
                            "reply-sound-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Sound(
                                            new Stretch(RECORDING, 16_000, 32_000), "T2dnUw=="))),
                    Map.entry(
                            "command-fetch-audio-v1",
                            new Message.Command(
                                    COMMAND,
                                    AT,
                                    AT.plusSeconds(30),
                                    new CommandBody.FetchAudio(
                                            new Stretch(RECORDING, 16_000, 32_000)))),
                    Map.entry(
                            "reply-erasure-v1",
                            new Message.Reply(
                                    COMMAND,
                                    CommandOutcome.DONE,
                                    "",
                                    AT,
                                    new CommandResult.Erasure(RECEIPT))),
                    Map.entry(
                            "twin-desired-v1",
                            new Message.TwinDesired(3, Map.of("capture.sync-interval", "2s"))),
                    Map.entry(
                            "twin-reported-v1",
                            new Message.TwinReported(
                                    3,
                                    Map.of("capture.sync-interval", "1s"),
                                    List.of(
                                            new RefusedSetting(
                                                    "capture.sync-interval",
                                                    "expected at most 10s")),
                                    List.of("speech.vocabulary"))));

    private static final Map<String, EntryBody> BODIES =
            Map.ofEntries(
                    Map.entry(
                            "recording-started-v1",
                            new EntryBody.RecordingStarted(
                                    RECORDING,
                                    ROOM,
                                    "Boardroom",
                                    "3e1f7a55-boot",
                                    AT,
                                    ClockQuality.UNSYNCED,
                                    "line: USB Audio")),
                    Map.entry(
                            "recording-ended-v1",
                            new EntryBody.RecordingEnded(
                                    RECORDING, 3_907_520, EndReason.SOURCE_ENDED)),
                    Map.entry(
                            "recording-retimed-v1",
                            new EntryBody.RecordingRetimed(RECORDING, AT, ClockQuality.HUB)),
                    Map.entry(
                            "utterance-v1",
                            new EntryBody.Utterance(
                                    RECORDING,
                                    160_000,
                                    32_000,
                                    AT,
                                    AT.plusSeconds(2),
                                    "good morning",
                                    List.of(
                                            new Word("good", 0, 310, 0.98),
                                            new Word("morning", 310, 900, 0.875)),
                                    List.of(0.5f, -1.25f),
                                    "en",
                                    "vosk-model-tiny-en")),
                    Map.entry(
                            "chunk-v1",
                            new EntryBody.Chunk(
                                    new ChunkId(RECORDING, 3),
                                    1_440_000,
                                    480_000,
                                    AT,
                                    "ab".repeat(32),
                                    -3.5,
                                    -28.25)),
                    Map.entry(
                            "gap-v1",
                            new EntryBody.Gap(ROOM, AT, AT.plusSeconds(5), GapReason.POWER_LOSS)),
                    Map.entry(
                            "health-v1",
                            new EntryBody.Health(
                                    "microphone-silent",
                                    Severity.WARNING,
                                    true,
                                    AT,
                                    "The microphone is silent.")),
                    Map.entry(
                            "tombstone-v1",
                            new EntryBody.Tombstone(
                                    7,
                                    TombstoneReason.DAMAGED,
                                    List.of(
                                            new EntryBody.Gap(
                                                    ROOM,
                                                    AT,
                                                    AT.plusSeconds(5),
                                                    GapReason.MUTED)))),
                    Map.entry(
                            "stream-opened-v1",
                            new EntryBody.StreamOpened(
                                    new StreamId(0x0123456789abcdefL),
                                    StreamReason.RESTORED,
                                    42,
                                    List.of(new Message.Range(40, 41)))),
                    Map.entry(
                            "audio-removed-v1",
                            new EntryBody.AudioRemoved(
                                    RECORDING, 480_000, 960_000, RemovalReason.SPACE, AT)),
                    Map.entry("acceptance-v1", ACCEPTANCE),
                    Map.entry("mark-v1", new EntryBody.Mark(ROOM, AT, "agreed")),
                    Map.entry(
                            "update-v1",
                            new EntryBody.Update(
                                    "1.4.0",
                                    "1.3.2",
                                    UpdateStep.ROLLED_BACK,
                                    "the new release ended three times while starting",
                                    AT)),
                    Map.entry(
                            "erased-v1",
                            new EntryBody.Erased(
                                    RECEIPT, List.of(new Stretch(RECORDING, 160_000, 9_600_000)))));

    private final MessageCodec codec = new MessageCodec();
    private final ObjectMapper tree = new ObjectMapper();

    static Stream<String> messages() {
        return MESSAGES.keySet().stream().sorted();
    }

    static Stream<String> bodies() {
        return BODIES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsAndWritesEachMessageAsItWasReleased(String name) throws IOException {
        var envelope =
                Envelope.of(
                        new DeviceId("box-1"),
                        new StreamId(0x0123456789abcdefL),
                        7,
                        AT,
                        message(name));
        var golden = golden(name);

        assertThat(codec.decode(golden.getBytes(StandardCharsets.UTF_8))).isEqualTo(envelope);
        assertThat(tree.readTree(new String(codec.encode(envelope), StandardCharsets.UTF_8)))
                .isEqualTo(tree.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsAndWritesEachEntryBodyAsItWasReleased(String name) throws IOException {
        var golden = golden(name);

        assertThat(codec.decodeBody(golden)).isEqualTo(body(name));
        assertThat(tree.readTree(codec.encodeBody(body(name)))).isEqualTo(tree.readTree(golden));
    }

    @Test
    void everyTypeHasAGoldenFile() {
        var covered =
                Stream.concat(MESSAGES.values().stream(), BODIES.values().stream())
                        .map(Object::getClass)
                        .collect(Collectors.toSet());

        assertThat(covered)
                .containsAll(
                        Stream.of(Message.class, EntryBody.class)
                                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                                .collect(Collectors.toSet()));
    }

    private static Message message(String name) {
        return Objects.requireNonNull(MESSAGES.get(name), name);
    }

    private static EntryBody body(String name) {
        return Objects.requireNonNull(BODIES.get(name), name);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".json"));
    }
}
