package io.roomscribe.hub.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.AccountConfig;
import io.roomscribe.hub.account.AccountStore;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.Passwords;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.action.ActionEntries;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.answer.Answers;
import io.roomscribe.hub.audio.AudioClips;
import io.roomscribe.hub.audio.AudioDesk;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.erasure.ErasureEntries;
import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DecommissionDesk;
import io.roomscribe.hub.fleet.DecommissionStore;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.job.JobStore;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.ModelWish;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.speaker.MovedSpeakers;
import io.roomscribe.hub.speaker.SpeakerConfig;
import io.roomscribe.hub.speaker.SpeakerEdits;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.VoiceProfiles;
import io.roomscribe.hub.speechmodel.ModelShelf;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.ErasedSummaries;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.MinutesWork;
import io.roomscribe.hub.summary.ReviewDesk;
import io.roomscribe.hub.summary.ReviewStore;
import io.roomscribe.hub.summary.RollingSummarizer;
import io.roomscribe.hub.summary.SummaryConfig;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.support.BundleArrivals;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.template.TemplateShelf;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.hub.upload.UploadConfig;
import io.roomscribe.hub.upload.UploadWork;
import io.roomscribe.hub.upload.Uploads;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNewsLine;
import io.roomscribe.protocol.transcription.SoundQuality;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// A hub's database and a dashboard before it, filled by SQL as the ingest would, with the bundled
/// meeting's sentences.
final class SampleHub implements AutoCloseable {
    static final Instant MEETING_START = Instant.parse("2026-03-04T10:00:00Z");
    static final Instant NOW = Instant.parse("2026-03-04T10:04:10Z");
    static final String MEETING = "meeting-1";
    static final RoomId ROOM = new RoomId("boardroom");
    static final DeviceId DEVICE = new DeviceId("box-boardroom");
    static final String RECORDING = "00000000000000a1";

    static final String PASSWORD = "correct horse battery staple";

    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

    final HubEvents events = new HubEvents();
    final HubDatabase database;
    final CommandStore commands;
    final BundleArrivals arrivals = new BundleArrivals();
    final BundleDesk bundles;
    final TwinStore twins;
    final AtomicReference<IngestFigures> figures = new AtomicReference<>(IngestFigures.NONE);
    final AtomicReference<ReadyCheck.Answer> broker = new AtomicReference<>(ReadyCheck.Answer.up());
    final SpeakerStore speakers;
    final CalendarDesk calendars;

    /// What every calendar's address answers.
    final AtomicReference<String> calendar = new AtomicReference<>("");

    final SettingsDesk settings;
    final SearchDesk search;
    final List<LanguageModel> models = new ArrayList<>();
    final Accounts accounts;
    final SignIn signIn;
    final JobDesk jobs;
    final DashboardServer server;

    /// An admin's, who has been signed in from the beginning.
    final SignIn.Session admin;

    private boolean closed;

    SampleHub(Path folder) {
        this(folder, 0);
    }

    SampleHub(Path folder, int port) {
        this(folder, port, _ -> Optional.empty());
    }

    SampleHub(Path folder, int port, Function<HubDatabase, Optional<HubIdentity>> identities) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        database = HubDatabase.open(new DataConfig(folder));
        var identity = identities.apply(database);
        commands = new CommandStore(database);
        twins = new TwinStore(database);
        var sender = new DeviceSender(clock);
        var desk =
                new CommandDesk(commands, sender, events, clock, System::nanoTime, new Random(1));
        speakers = new SpeakerStore(database);
        calendars =
                new CalendarDesk(
                        database, _ -> calendar.get().getBytes(StandardCharsets.UTF_8), clock);
        settings = new SettingsDesk(database, new TemplateShelf(folder), clock);
        search = SearchDesk.open(database, Optional.empty(), clock, System::nanoTime);
        var accountStore = new AccountStore(database);
        accounts = new Accounts(accountStore, Passwords.cheap(new Random(7)), clock, new Random(8));
        signIn =
                new SignIn(
                        accountStore,
                        accounts,
                        AccountConfig.defaults(),
                        clock,
                        System::nanoTime,
                        new Random(9));
        admin = signIn.open(account("sample-admin", Role.ADMIN));
        var cutter =
                MeetingCutter.open(
                        MeetingConfig.defaults(),
                        database,
                        clock,
                        new Random(1),
                        new MovedSpeakers(),
                        new ActionEntries());
        var uploads =
                new Uploads(
                        database,
                        uploadConfig(),
                        folder.resolve("models"),
                        events,
                        clock,
                        new Random(11));
        var jobStore = new JobStore(database, clock);
        jobs =
                new JobDesk(
                        jobStore,
                        Map.of(
                                MinutesWork.KIND,
                                (job, progress) -> handle -> {},
                                UploadWork.KIND,
                                uploads.work(jobStore, new TranscriptEntries(cutter))),
                        new Random(2));
        bundles =
                new BundleDesk(
                        folder,
                        new FleetStore(database),
                        desk,
                        arrivals,
                        events,
                        clock,
                        System::nanoTime);
        var twinDesk = new TwinDesk(twins, sender, clock);
        server =
                DashboardServer.start(
                        new HttpConfig("127.0.0.1", port),
                        new DashboardSources(
                                new FleetStore(database),
                                commands,
                                desk,
                                twins,
                                twinDesk,
                                new TransferDesk(new FleetStore(database), desk, twins, twinDesk),
                                new DecommissionDesk(desk, new DecommissionStore(database), clock),
                                new AudioDesk(
                                        new AudioClips(database),
                                        new TranscriptStore(database),
                                        desk),
                                bundles,
                                ReleaseSources.of(
                                        folder,
                                        database,
                                        new FleetStore(database),
                                        commands,
                                        desk,
                                        clock,
                                        new Random(3)),
                                new ModelShelf(folder),
                                new AcceptanceStore(database),
                                HubKey.make(),
                                new ErasureStore(database),
                                new MeetingStore(database),
                                new MeetingEdits(database, cutter, events, clock),
                                calendars,
                                new TranscriptStore(database),
                                new TranscriptEdits(database, events, clock),
                                new RoomWords(database, clock),
                                new ActionItems(
                                        database,
                                        new MeetingStore(database),
                                        new SummaryStore(database),
                                        clock),
                                new FollowUps(
                                        database,
                                        new MeetingStore(database),
                                        new SummaryStore(database),
                                        jobs,
                                        events),
                                new Analytics(database, clock),
                                speakers,
                                new SpeakerEdits(speakers, events, clock),
                                new VoiceProfiles(
                                        speakers, SpeakerConfig.defaults(), clock, new Random(1)),
                                new SummaryStore(database),
                                reviews(clock, settings),
                                settings,
                                jobs,
                                uploads.desk(
                                        jobs,
                                        List.of(
                                                new ErasureEntries(() -> {}),
                                                new ErasedSummaries(),
                                                new ActionEntries(),
                                                new TranscriptEntries(cutter),
                                                cutter)),
                                uploads.quick(),
                                search,
                                new Answers(search, () -> List.copyOf(models), _ -> ModelWish.NONE),
                                identity,
                                events,
                                accounts,
                                signIn,
                                List.of(
                                        new ReadyCheck("database", this::databaseAnswers),
                                        new ReadyCheck("broker", broker::get)),
                                figures::get,
                                "0.1.0"),
                        clock);
    }

    /// The box's software as the build made it; small limits.
    private static UploadConfig uploadConfig() {
        return new UploadConfig(
                Optional.of(ProjectFolder.root().resolve("device/target/roomscribe-device.jar")),
                Optional.of(ProjectFolder.resolve("device/models/vosk-model-tiny-en")),
                Optional.empty(),
                DataSize.ofMebibytes(8),
                Duration.ofMinutes(10),
                DataSize.ofMebibytes(1),
                Duration.ofSeconds(20),
                Duration.ofHours(24));
    }

    private ReviewDesk reviews(Clock clock, SettingsDesk settings) {
        var store = new ReviewStore(database, clock);
        var health = new ModelHealth(clock);
        var summarizer =
                new RollingSummarizer(
                        SummaryConfig.defaults(),
                        events,
                        new MeetingStore(database),
                        new TranscriptStore(database),
                        new SummaryStore(database),
                        store,
                        new LanguageAsker(List::of, _ -> false, health),
                        settings,
                        new HealthBoard(System::nanoTime),
                        HubCondition.LANGUAGE_MODEL_UNAVAILABLE,
                        _ -> false,
                        clock,
                        System::nanoTime);
        return new ReviewDesk(
                store,
                summarizer,
                () ->
                        List.of(
                                new ModelHealth.State(
                                        1,
                                        "qwen3:8b",
                                        12,
                                        3,
                                        Optional.of(LanguageException.Code.TIMED_OUT),
                                        Optional.of(NOW)),
                                new ModelHealth.State(
                                        2,
                                        "mistral-small",
                                        4,
                                        0,
                                        Optional.empty(),
                                        Optional.of(NOW)),
                                new ModelHealth.State(
                                        3,
                                        "qwen2.5-1.5b-instruct",
                                        0,
                                        0,
                                        Optional.empty(),
                                        Optional.empty())));
    }

    /// Somebody who has chosen their password and sees every room.
    Account account(String name, Role role) {
        return account(name, role, RoomScope.EVERYWHERE);
    }

    Account account(String name, Role role, RoomScope rooms) {
        var made = accounts.create(name, role, rooms);
        accounts.choose(made.account(), made.oneTimePassword(), PASSWORD);
        return accounts.find(made.account().id());
    }

    private ReadyCheck.Answer databaseAnswers() {
        database.read(handle -> handle.execute("select 1"));
        return ReadyCheck.Answer.up();
    }

    String url(String path) {
        return server.url().replaceFirst("/$", "") + path;
    }

    void site(String room, String site) {
        if (!new FleetStore(database).putSite(new RoomId(room), site)) {
            throw new IllegalArgumentException("there is no room " + room);
        }
    }

    void room(String id, String name) {
        sql("insert into room (id, name) values (?, ?)", id, name);
    }

    /// A file that somebody uploaded, and how far its job is.
    void upload(String id, String job, String name, String state, int progress) {
        sql(
                """
                insert into job (id, kind, lane, state, payload, attempt, progress, error,
                    not_before, lease_till, created_at, updated_at)
                values (?, 'upload', 'standard', ?, ?, 1, ?, '', ?, ?, ?, ?)
                """,
                job,
                state,
                id,
                progress,
                NOW,
                NOW.plusSeconds(7200),
                NOW,
                NOW);
        sql(
                """
                insert into upload (id, room_id, name, started_at, bytes, recording_id, job_id,
                    quality, made_at, made_by)
                values (?, 'boardroom', ?, ?, 31457280, ?, ?, ?, ?, 'sample-admin')
                """,
                id,
                name,
                NOW.minusSeconds(5000),
                "%016x".formatted(id.hashCode()),
                job,
                FileNewsLine.write(
                        new FileNews.Sound(
                                SoundQuality.judged(3723, -31, -2, -38, 0.02, 71, false))),
                NOW);
    }

    /// A meeting that no language model could revise.
    void review(String id) {
        sql(
                """
                insert into summary_review (id, meeting_id, state, through_number, model,
                    prompt_tokens, code, error, attempts, created_at, updated_at)
                values (?, 'meeting-1', 'open', 1, 'qwen3:8b', 3412, 'timed-out',
                    'cannot get an answer from qwen3:8b at http://server:8000/v1: no answer in time;'
                        || ' raise ''language.timeout'', or choose a smaller model', 3, ?, ?)
                """,
                id,
                NOW.minusSeconds(600),
                NOW.minusSeconds(60));
    }

    void device(String id, String room, boolean online, String state) {
        sql(
                """
                insert into device (id, room_id, online, session, state, software_version, clock,
                                    stream, last_sequence, seen_at)
                values (?, ?, ?, 'session', ?, '0.1.0', 'ntp', '0000000000000001', 120, ?)
                """,
                id,
                room,
                online,
                state,
                NOW.minusSeconds(online ? 3 : 4000));
        sql(
                """
                insert into stream (device_id, stream, through, through_hash, seen_at)
                values (?, '0000000000000001', ?, 'hash', ?)
                """,
                id,
                online ? 120 : 83,
                NOW);
    }

    /// A box with some commands behind it and a configuration under way.
    void askedAndConfigured() {
        var number = 0;
        for (var row :
                List.of(
                        List.of("{\"name\":\"mark\",\"label\":\"\"}", "done", ""),
                        List.of(
                                "{\"name\":\"unmute\"}",
                                "refused",
                                "cannot unmute: the switch on the box is at mute; move the switch;"
                                        + " no command can override it"),
                        List.of("{\"name\":\"identify\",\"seconds\":15}", "", ""))) {
            sql(
                    """
                    insert into device_command (id, device_id, command, issued_at, expires_at,
                        outcome, reason, result)
                    values (?, ?, ?, ?, ?, ?, ?, '{"type":"nothing"}')
                    """,
                    "00000000-0000-0000-0000-00000000000" + number,
                    DEVICE.value(),
                    row.get(0),
                    NOW.minusSeconds(90 - 30L * number),
                    NOW.minusSeconds(30 - 30L * number),
                    row.get(1),
                    row.get(2));
            number++;
        }
        sql(
                """
                insert into device_twin (device_id, desired_version, desired, reported_version,
                    reported, refused, pending, reported_at)
                values (?, 3, ?, 3, ?, ?, ?, ?)
                """,
                DEVICE.value(),
                "{\"capture.sync-interval\":\"2s\",\"outbox.frames-in-flight\":\"6\","
                        + "\"speech.utterance-max\":\"2h\"}",
                "{\"capture.sync-interval\":\"2s\",\"outbox.frames-in-flight\":\"8\","
                        + "\"speech.utterance-max\":\"20s\"}",
                "[{\"key\":\"speech.utterance-max\",\"reason\":\"'utterance-max' must be 5s to 60s\"}]",
                "[\"outbox.frames-in-flight\"]",
                NOW);
    }

    void recording(String id, String room, String device) {
        sql(
                """
                insert into recording (id, device_id, room_id, boot_id, source, started_at, clock)
                values (?, ?, ?, 'boot', 'file: meeting.wav', ?, 'ntp')
                """,
                id,
                device,
                room,
                MEETING_START);
    }

    void meeting(
            String id, String room, String title, boolean running, Instant start, Instant end) {
        sql(
                """
                insert into meeting (id, room_id, title, state, started_at, ended_at, touched_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                room,
                title,
                running ? "running" : "ended",
                start,
                end,
                end);
    }

    void speaker(String meeting, String label, String name) {
        sql(
                "insert into speaker (meeting_id, label, name, named_by) values (?, ?, ?, ?)",
                meeting,
                label,
                name,
                name.isEmpty() ? "nobody" : "person");
    }

    /// Stores a segment and says so. Returns its number.
    long segment(String meeting, double start, double end, String speaker, String text) {
        var from = MEETING_START.plusMillis((long) (start * 1000));
        var to = MEETING_START.plusMillis((long) (end * 1000));
        var number =
                database.inTransaction(handle ->
                        handle.createUpdate(
                                        """
                                        insert into segment (meeting_id, recording_id,
                                            first_sample, samples, started_at, ended_at,
                                            captured_at, speaker, language, model, text,
                                            words, vector)
                                        values (:meeting, :recording, :first, :samples,
                                            :from, :to, :to, :speaker, 'en', 'tiny', :text,
                                            '[]', '[]')
                                        """)
                                .bind("meeting", meeting)
                                .bind("recording", RECORDING)
                                .bind("first", (long) (start * 16_000))
                                .bind("samples", (long) ((end - start) * 16_000))
                                .bind("from", from)
                                .bind("to", to)
                                .bind("speaker", speaker)
                                .bind("text", text)
                                .executeAndReturnGeneratedKeys("number")
                                .mapTo(Long.class)
                                .one());
        events.publish(new HubEvent.SegmentAdded(ROOM, meeting, number));
        return number;
    }

    void gap(String room, double start, double end, String reason) {
        sql(
                "insert into gap (room_id, device_id, started_at, ended_at, reason) values (?, ?, ?,"
                        + " ?, ?)",
                room,
                DEVICE.value(),
                MEETING_START.plusMillis((long) (start * 1000)),
                MEETING_START.plusMillis((long) (end * 1000)),
                reason);
        events.publish(new HubEvent.GapAdded(new RoomId(room)));
    }

    void condition(String device, String code, String severity, String text) {
        sql(
                """
                insert into device_condition (device_id, code, severity, active, text, since)
                values (?, ?, ?, true, ?, ?)
                """,
                device,
                code,
                severity,
                text,
                NOW.minusSeconds(300));
    }

    void minutes(
            String meeting,
            int revision,
            String kind,
            boolean last,
            String model,
            Minutes minutes) {
        sql(
                """
                insert into summary_revision (meeting_id, revision, kind, final, through_number,
                                              model, minutes, created_at)
                values (?, ?, ?, ?, 0, ?, ?, ?)
                """,
                meeting,
                revision,
                kind,
                last,
                model,
                json(minutes),
                NOW.plusSeconds(revision));
        events.publish(new HubEvent.SummaryRevised(ROOM, meeting, revision));
    }

    void sql(String statement, Object... values) {
        database.inTransaction(handle -> handle.execute(statement, values));
    }

    /// The bundled meeting's sentences with their times.
    static List<Turn> turns() {
        try {
            var file = Path.of(root(), "provisioning", "demo", "meeting.json");
            var turns = new ArrayList<Turn>();
            for (JsonNode turn : JSON.readTree(file.toFile()).get("turns")) {
                turns.add(
                        new Turn(
                                turn.get("speaker").asText(),
                                turn.get("start").asDouble(),
                                turn.get("end").asDouble(),
                                turn.get("text").asText()));
            }
            return turns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Turn(String speaker, double start, double end, String text) {}

    static String root() {
        return System.getProperty("roomscribe.root", ".");
    }

    private static String json(Minutes minutes) {
        try {
            return JSON.writeValueAsString(minutes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            server.close();
            search.close();
            database.close();
        }
    }
}
