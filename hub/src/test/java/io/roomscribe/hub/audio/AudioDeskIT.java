package io.roomscribe.hub.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.testkit.Await;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class AudioDeskIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeviceId BOX = new DeviceId("box-1");
    private static final RecordingId RECORDING = new RecordingId(7);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Stretch SAID =
            new Stretch(RECORDING, Audio.samples(Duration.ofSeconds(10)), 48_000);
    private static final Stretch GIVEN =
            new Stretch(RECORDING, SAID.firstSample() - 4800, SAID.samples() + 9600);
    private static final CommandResult.Sound SOUND = new CommandResult.Sound(GIVEN, "T2dnUw==");

    @TempDir private Path folder;
    private final HubEvents events = new HubEvents();
    private final AudioEntries entries = new AudioEntries(AudioConfig.defaults());
    private final ExecutorService listener = Executors.newVirtualThreadPerTaskExecutor();
    private HubDatabase database;
    private CommandStore commands;
    private AudioDesk desk;

    @BeforeEach
    void open() {
        var clock = Clock.fixed(NOON, ZoneOffset.UTC);
        database = HubDatabase.open(new DataConfig(folder));
        database.inTransaction(handle -> {
            handle.execute("insert into room (id, name) values ('boardroom', 'Boardroom')");
            handle.execute(
                    """
                    insert into device (id, room_id, online, session, state, software_version,
                        clock, stream, last_sequence, seen_at)
                    values ('box-1', 'boardroom', true, 's', 'recording', '1', 'ntp', '1', 0, ?)
                    """,
                    NOON);
            return handle.execute(
                    """
                    insert into recording (id, device_id, room_id, boot_id, source, started_at,
                        clock)
                    values (?, 'box-1', 'boardroom', '', '', ?, 'ntp')
                    """,
                    RECORDING.toString(),
                    NOON);
        });
        commands = new CommandStore(database);
        desk =
                new AudioDesk(
                        new AudioClips(database),
                        new TranscriptStore(database),
                        new CommandDesk(
                                commands,
                                new DeviceSender(clock),
                                events,
                                clock,
                                System::nanoTime,
                                new Random(1)));
    }

    @AfterEach
    void close() {
        listener.shutdownNow();
        database.close();
    }

    private static Segment segment() {
        return segment(SAID.samples());
    }

    private static Segment segment(long samples) {
        var at = NOON.plusSeconds(10);
        return new Segment(
                1,
                "meeting",
                RECORDING,
                SAID.firstSample(),
                samples,
                at,
                at.plusSeconds(3),
                at,
                "",
                "en",
                "model",
                "Nobody reads this.",
                List.of());
    }

    private Future<CommandResult.Sound> listen() {
        return listener.submit(() -> desk.of(segment(), 0));
    }

    private static CommandResult.Sound heard(Future<CommandResult.Sound> listening)
            throws Exception {
        return listening.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    private DeviceCommand asked() {
        Await.until("a command", SOON, () -> !commands.ofDevice(BOX, 9).isEmpty());
        return commands.ofDevice(BOX, 9).getFirst();
    }

    private void answer(CommandOutcome outcome, String reason, CommandResult result) {
        var reply = new Message.Reply(asked().id(), outcome, reason, NOON, result);
        apply(
                NOON,
                transaction -> {
                    entries.reply(transaction, BOX, reply);
                    new FleetEntries().reply(transaction, BOX, reply);
                });
    }

    private void apply(Instant now, Consumer<IngestTransaction> work) {
        var done =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, now);
                    work.accept(transaction);
                    return transaction.events();
                });
        done.forEach(events::publish);
    }

    private void erase() {
        var receipt =
                new ErasureReceipt(
                        new UUID(1, 2),
                        new RoomId("boardroom"),
                        NOON,
                        NOON.plusSeconds(60),
                        NOON.plusSeconds(60),
                        1,
                        1,
                        1);
        var within = new Stretch(RECORDING, SAID.firstSample() + 100, 100);
        apply(
                NOON,
                transaction ->
                        entries.apply(
                                transaction, BOX, new EntryBody.Erased(receipt, List.of(within))));
    }

    private long kept() {
        return database.read(handle ->
                handle.createQuery("select count(*) from audio_clip").mapTo(Long.class).one());
    }

    @Test
    void asksTheBoxOnceAndHasItFromThenOn() throws Exception {
        var one = listen();
        var other = listen();
        assertThat(asked().command()).isEqualTo(new CommandBody.FetchAudio(SAID));
        answer(CommandOutcome.DONE, "", SOUND);

        assertThat(heard(one)).isEqualTo(SOUND);
        assertThat(heard(other)).isEqualTo(heard(one));
        assertThat(heard(listen())).isEqualTo(heard(one));
        assertThat(commands.ofDevice(BOX, 9))
                .singleElement()
                .satisfies(command -> assertThat(command.result()).isEqualTo(SOUND.withoutOgg()));
    }

    @Test
    void givesALongSentenceInPiecesThatFollowEachOther() throws Exception {
        var most = Audio.samples(CommandBody.FETCH_MAX);
        var sentence = segment(2 * most);
        var first = new Stretch(RECORDING, SAID.firstSample(), most);
        var second = new Stretch(RECORDING, SAID.firstSample() + most, most);

        var beginning = listener.submit(() -> desk.of(sentence, 0));
        assertThat(asked().command()).isEqualTo(new CommandBody.FetchAudio(first));
        answer(CommandOutcome.DONE, "", given(first, most + 9600));
        assertThat(heard(beginning).stretch().firstSample()).isLessThan(first.firstSample());

        var end = listener.submit(() -> desk.of(sentence, most));
        Await.until("another command", SOON, () -> commands.ofDevice(BOX, 9).size() == 2);
        assertThat(asked().command()).isEqualTo(new CommandBody.FetchAudio(second));
        // The end of it is lost, and the first piece has its beginning, too.
        answer(CommandOutcome.DONE, "", given(second, most));
        assertThat(heard(end).stretch().firstSample()).isEqualTo(second.firstSample() - 4800);
    }

    private static CommandResult.Sound given(Stretch asked, long samples) {
        return new CommandResult.Sound(
                new Stretch(RECORDING, asked.firstSample() - 4800, samples), "T2dnUw==");
    }

    @Test
    void saysWhyTheBoxGivesNone() {
        var listening = listen();
        answer(CommandOutcome.REFUSED, "This room lets nobody hear it.", CommandResult.NOTHING);

        assertThatThrownBy(() -> heard(listening))
                .cause()
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("lets nobody hear it")
                .extracting(problem -> ((AudioException) problem).code())
                .isEqualTo(AudioException.Code.REFUSED);
    }

    @Test
    void keepsNothingThatWasErasedWhileItWasOnItsWay() {
        var listening = listen();
        asked();
        erase();
        answer(CommandOutcome.DONE, "", SOUND);

        assertThatThrownBy(() -> heard(listening)).cause().isInstanceOf(AudioException.class);
        assertThat(kept()).isZero();
    }

    @Test
    void letsGoOfWhatIsErased() throws Exception {
        var listening = listen();
        answer(CommandOutcome.DONE, "", SOUND);
        heard(listening);
        assertThat(kept()).isEqualTo(1);

        erase();

        assertThat(kept()).isZero();
    }

    @Test
    void letsGoAfterItsTime() throws Exception {
        var listening = listen();
        answer(CommandOutcome.DONE, "", SOUND);
        heard(listening);

        apply(NOON.plus(Duration.ofHours(23)), entries::elapsed);
        assertThat(kept()).isEqualTo(1);
        apply(NOON.plus(Duration.ofHours(25)), entries::elapsed);
        assertThat(kept()).isZero();
    }
}
