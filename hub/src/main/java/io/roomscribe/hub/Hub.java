package io.roomscribe.hub;

import io.roomscribe.hub.acceptance.AcceptanceEntries;
import io.roomscribe.hub.acceptance.AcceptanceKeys;
import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.account.AccountStore;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.FirstPassword;
import io.roomscribe.hub.account.Passwords;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.action.ActionEntries;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.answer.Answers;
import io.roomscribe.hub.audio.AudioClips;
import io.roomscribe.hub.audio.AudioDesk;
import io.roomscribe.hub.audio.AudioEntries;
import io.roomscribe.hub.backup.Snapshots;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.calendar.WebCalendarSource;
import io.roomscribe.hub.dashboard.DashboardServer;
import io.roomscribe.hub.dashboard.DashboardSources;
import io.roomscribe.hub.dashboard.IngestFigures;
import io.roomscribe.hub.erasure.ErasureCleaner;
import io.roomscribe.hub.erasure.ErasureEntries;
import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DecommissionDesk;
import io.roomscribe.hub.fleet.DecommissionStore;
import io.roomscribe.hub.fleet.Device;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.hub.followup.ContradictionWork;
import io.roomscribe.hub.followup.EarlierDecisions;
import io.roomscribe.hub.followup.FollowUpEntries;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.identity.BoxFiles;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.Ingest;
import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.job.JobStore;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageModels;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.ModelWish;
import io.roomscribe.hub.language.Redaction;
import io.roomscribe.hub.meeting.CalendarBorders;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.release.UpdateEntries;
import io.roomscribe.hub.search.Embedders;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.speaker.Diarizer;
import io.roomscribe.hub.speaker.MovedSpeakers;
import io.roomscribe.hub.speaker.SpeakerEdits;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.VoiceProfiles;
import io.roomscribe.hub.speechmodel.ModelShelf;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.ErasedSummaries;
import io.roomscribe.hub.summary.FirstNames;
import io.roomscribe.hub.summary.MinutesWork;
import io.roomscribe.hub.summary.ReviewDesk;
import io.roomscribe.hub.summary.ReviewStore;
import io.roomscribe.hub.summary.RollingSummarizer;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.support.BundleArrivals;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.template.TemplateShelf;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.SegmentMeter;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.hub.upload.ForgottenUploads;
import io.roomscribe.hub.upload.UploadStore;
import io.roomscribe.hub.upload.UploadWork;
import io.roomscribe.hub.upload.Uploads;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Everything the hub consists of, started in order and closed in reverse. Longer than other files
/// because it alone knows all parts.
///
/// Built and closed by one thread.
final class Hub implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    private static final int BUNDLES_AT_ONCE = 4;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /// What the outside world is, as [Main] found it.
    ///
    /// @param secrets for passwords and unguessable ids
    /// @param models the folder of installed models, where the configuration names none
    record Outside(
            Clock clock, Ticker ticker, RandomGenerator secrets, String version, Path models) {}

    /// Last started first.
    private final Deque<Runnable> closings = new ArrayDeque<>();

    private final HubConfig config;
    private final Outside outside;
    private final Consumer<Failure> onFatal;
    private final HubEvents events = new HubEvents();
    private final HealthBoard board;
    private Optional<Accounts.Made> firstAdmin = Optional.empty();
    private boolean isReady;

    private Hub(HubConfig config, Outside outside, Consumer<Failure> onFatal) {
        this.config = config;
        this.outside = outside;
        this.onFatal = onFatal;
        this.board = new HealthBoard(outside.ticker());
    }

    /// Starts the hub; what was started before a failure is closed again.
    ///
    /// @param onFatal ends the process
    static Hub start(HubConfig config, Outside outside, Consumer<Failure> onFatal) {
        var hub = new Hub(config, outside, onFatal);
        try {
            hub.start();
            return hub;
        } catch (Failure | UncheckedIOException e) {
            hub.close();
            throw e;
        }
    }

    /// The admin that this start has made, with the password that is to be shown once.
    Optional<Accounts.Made> firstAdmin() {
        return firstAdmin;
    }

    private void start() {
        var sinceNanos = outside.ticker().nanos();
        // Before anything is written: an address that others can reach is refused.
        var _ = config.http().loopback();
        var database = HubDatabase.open(config.data());
        closings.push(database::close);
        var search =
                SearchDesk.open(
                        database,
                        Embedders.of(config.search(), config.language()),
                        outside.clock(),
                        outside.ticker());
        closings.push(search::close);
        var identity =
                HubIdentity.open(
                        config.identity(),
                        config.data().folder(),
                        database,
                        board,
                        outside.clock(),
                        outside.ticker(),
                        outside.secrets());
        var broker = MeetingPoint.open(config, outside, identity);
        closings.push(broker.close());
        var fleet = new FleetStore(database);
        var meetings = new MeetingStore(database);
        var transcripts = new TranscriptStore(database);
        var speakers = new SpeakerStore(database);
        var profiles =
                new VoiceProfiles(speakers, config.speaker(), outside.clock(), outside.secrets());
        var summaries = new SummaryStore(database);
        var cutter =
                MeetingCutter.open(
                        config.meeting(),
                        database,
                        outside.clock(),
                        outside.secrets(),
                        new MovedSpeakers(),
                        new ActionEntries(),
                        new FollowUpEntries());
        var erasures = new ErasureStore(database);
        var cleaner =
                new ErasureCleaner(
                        erasures,
                        List.of(search::purge, database::compact, broker.empty()),
                        outside.clock());
        List<EntryHandler> forgetting =
                List.of(
                        new ErasureEntries(cleaner::wake),
                        new ErasedSummaries(),
                        new ActionEntries(),
                        new FollowUpEntries(),
                        new AudioEntries(config.audio()),
                        new TranscriptEntries(cutter),
                        cutter);
        var arrivals = new BundleArrivals();
        var reportKey = AcceptanceKeys.open(config.data().folder());
        var ingest =
                new Ingest(
                        config.ingest(),
                        database,
                        Stream.<EntryHandler>concat(
                                        Stream.of(
                                                new FleetEntries(), new UpdateEntries(), arrivals),
                                        Stream.concat(
                                                forgetting.stream(),
                                                Stream.of(
                                                        new ForgottenUploads(forgetting),
                                                        new AcceptanceEntries(reportKey))))
                                .toList(),
                        device -> fleet.device(device).map(Device::room),
                        events,
                        board,
                        outside.clock(),
                        outside.ticker(),
                        outside.secrets());
        var supervisor = new Supervisor(outside.ticker(), outside.secrets(), STOP_TIMEOUT, onFatal);
        var meter = new SegmentMeter(events, transcripts, outside.clock());
        var commands = new CommandStore(database);
        var desk =
                new CommandDesk(
                        commands,
                        ingest.sender(),
                        events,
                        outside.clock(),
                        outside.ticker(),
                        outside.secrets());
        var speechModels = new ModelShelf(config.data().folder());
        var releases =
                ReleaseSources.of(
                        config.data().folder(),
                        database,
                        fleet,
                        commands,
                        desk,
                        outside.clock(),
                        outside.secrets());
        var bundles =
                new BundleDesk(
                        config.data().folder(),
                        fleet,
                        desk,
                        arrivals,
                        events,
                        outside.clock(),
                        outside.ticker());
        var twins = new TwinStore(database);
        var twinDesk = new TwinDesk(twins, ingest.sender(), outside.clock());
        var models =
                new LanguageModels(
                        config.language(),
                        modelsFolder(),
                        workFolder(),
                        new Redaction(FirstNames::isName, speakers::names),
                        outside.ticker());
        var modelHealth = new ModelHealth(outside.clock());
        var reviews = new ReviewStore(database, outside.clock());
        var asker = new LanguageAsker(models, supervisor.stopSignal()::await, modelHealth);
        var settings =
                new SettingsDesk(
                        database, new TemplateShelf(config.data().folder()), outside.clock());
        var summarizer =
                summarizer(
                        meetings,
                        transcripts,
                        summaries,
                        reviews,
                        asker,
                        settings,
                        new UploadStore(database));
        var accountStore = new AccountStore(database);
        var accounts =
                new Accounts(
                        accountStore,
                        Passwords.strong(outside.secrets()),
                        outside.clock(),
                        outside.secrets());
        var firstPassword = new FirstPassword(config.data().folder());
        firstAdmin = accounts.begin(config.account().firstPasswordFile(), firstPassword);
        database.barrier();
        firstPassword.forget();
        var minutes =
                new MinutesWork(
                        meetings, transcripts, summaries, asker, settings, events, outside.clock());
        var uploads =
                new Uploads(
                        database,
                        config.upload(),
                        modelsFolder(),
                        events,
                        outside.clock(),
                        outside.secrets());
        uploads.recover();
        var jobStore = new JobStore(database, outside.clock());
        var jobs =
                new JobDesk(
                        jobStore,
                        Map.of(
                                MinutesWork.KIND,
                                minutes,
                                ContradictionWork.KIND,
                                new ContradictionWork(
                                        database,
                                        meetings,
                                        transcripts,
                                        summaries,
                                        EarlierDecisions.Finder.of(search),
                                        asker,
                                        settings,
                                        outside.clock()),
                                UploadWork.KIND,
                                uploads.work(jobStore, new TranscriptEntries(cutter))),
                        outside.secrets());
        var followUps = new FollowUps(database, meetings, summaries, jobs, events);
        var uploadDesk = uploads.desk(jobs, forgetting);
        var calendars = new CalendarDesk(database, new WebCalendarSource(), outside.clock());
        var decommissions =
                new DecommissionDesk(desk, new DecommissionStore(database), outside.clock());
        var sources =
                new DashboardSources(
                        fleet,
                        commands,
                        desk,
                        twins,
                        twinDesk,
                        new TransferDesk(fleet, desk, twins, twinDesk),
                        decommissions,
                        new AudioDesk(new AudioClips(database), transcripts, desk),
                        bundles,
                        releases,
                        speechModels,
                        new AcceptanceStore(database),
                        reportKey,
                        erasures,
                        meetings,
                        new MeetingEdits(database, cutter, events, outside.clock()),
                        calendars,
                        transcripts,
                        new TranscriptEdits(database, events, outside.clock()),
                        new RoomWords(database, outside.clock()),
                        new ActionItems(database, meetings, summaries, outside.clock()),
                        followUps,
                        new Analytics(database, outside.clock()),
                        speakers,
                        new SpeakerEdits(speakers, events, outside.clock()),
                        profiles,
                        summaries,
                        new ReviewDesk(reviews, summarizer, models, modelHealth),
                        settings,
                        jobs,
                        uploadDesk,
                        uploads.quick(),
                        search,
                        new Answers(search, models, rooms -> strictest(settings, rooms)),
                        identity,
                        events,
                        accounts,
                        new SignIn(
                                accountStore,
                                accounts,
                                config.account(),
                                outside.clock(),
                                outside.ticker(),
                                outside.secrets()),
                        new Readiness(database, board).checks(),
                        () -> figures(ingest, meter),
                        outside.version());
        var dashboard = DashboardServer.start(config.http(), sources, outside.clock());
        closings.push(dashboard::close);
        closings.push(models::close);
        closings.push(supervisor::close);
        supervisor.start("segment-meter", meter);
        supervisor.start(
                "diarizer",
                new Diarizer(
                        config.speaker(),
                        speakers,
                        profiles,
                        meetings,
                        events,
                        outside.clock(),
                        outside.ticker()));
        // Reads and writes mapped files, which holds up whoever shares its thread.
        supervisor.startPlatform("search-follower", search.follower());
        supervisor.start("summary-quick", summarizer::run);
        supervisor.start("summary-models", summarizer::runModels);
        jobs.recover();
        for (var lane : Lane.values()) {
            supervisor.start("jobs-" + lane.word(), stop -> jobs.work(lane, stop));
        }
        supervisor.start("uploads", uploadDesk::run);
        supervisor.start("calendars", calendars);
        supervisor.start(
                "calendar-borders", new CalendarBorders(database, cutter, events, outside.clock()));
        supervisor.start("follow-ups", followUps);
        supervisor.start("commands", desk);
        for (var number = 1; number <= BUNDLES_AT_ONCE; number++) {
            supervisor.start("support-bundles-" + number, bundles.fetching());
        }
        supervisor.start("support-bundles-expiry", bundles.expiry());
        supervisor.start("twins", twinDesk);
        identity.ifPresent(it ->
                decommissions.revokeWith(device -> {
                    var _ = it.desk().revoke(device, "decommissioned");
                }));
        supervisor.start("decommissions", decommissions);
        supervisor.start("rollouts", releases.desk());
        supervisor.start("erasures", cleaner);
        supervisor.start("backups", new Snapshots(database));
        identity.ifPresent(it -> {
            closings.push(it::close);
            it.start(
                    supervisor,
                    device -> {
                        broker.disconnect().accept(device);
                        fleet.cutOff(device);
                        fleet.device(device)
                                .ifPresent(one ->
                                        events.publish(
                                                new HubEvent.DeviceChanged(one.room(), device)));
                    },
                    new BoxFiles(releases.shelf()::file, speechModels::file));
        });
        ingest.sender().onConnected(broker.admit());
        ingest.start(supervisor, broker.address(), broker.username(), broker.password());
        isReady = true;
        LOG.log(
                Level.INFO,
                "Hub ready dashboard={0} broker={1} startedIn={2}ms",
                dashboard.url(),
                broker.address(),
                Long.toString(outside.ticker().since(sinceNanos).toMillis()));
    }

    private RollingSummarizer summarizer(
            MeetingStore meetings,
            TranscriptStore transcripts,
            SummaryStore summaries,
            ReviewStore reviews,
            LanguageAsker asker,
            SettingsDesk settings,
            UploadStore uploaded) {
        return new RollingSummarizer(
                config.summary(),
                events,
                meetings,
                transcripts,
                summaries,
                reviews,
                asker,
                settings,
                board,
                HubCondition.LANGUAGE_MODEL_UNAVAILABLE,
                uploaded::isComing,
                outside.clock(),
                outside.ticker());
    }

    /// What a question over several rooms has to observe.
    private ModelWish strictest(SettingsDesk settings, Set<RoomId> rooms) {
        return new ModelWish(List.of(), settings.strictest(rooms, config.language().redaction()));
    }

    private Path modelsFolder() {
        return config.language().modelsFolder().orElseGet(outside::models);
    }

    private Path workFolder() {
        var folder = config.data().folder().resolve("work");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IngestFigures figures(Ingest ingest, SegmentMeter meter) {
        var counters = ingest.counters();
        return new IngestFigures(
                counters.accepted(),
                counters.duplicates(),
                counters.rejected(),
                meter.segments(),
                meter.lag());
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
        if (isReady) {
            LOG.log(Level.INFO, "Hub stopped");
        }
    }
}
