package io.roomscribe.device;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.command.AnsweredCommands;
import io.roomscribe.device.command.AudioTest;
import io.roomscribe.device.command.CommandException;
import io.roomscribe.device.command.CommandLanes;
import io.roomscribe.device.command.CommandParts;
import io.roomscribe.device.command.Commands;
import io.roomscribe.device.command.Forgetting;
import io.roomscribe.device.command.PhraseCheck;
import io.roomscribe.device.command.Said;
import io.roomscribe.device.command.SupportBundle;
import io.roomscribe.device.command.Updating;
import io.roomscribe.device.decommissioning.Decommissioning;
import io.roomscribe.device.erasure.Erasure;
import io.roomscribe.device.identity.IdentityFailure;
import io.roomscribe.device.identity.Placement;
import io.roomscribe.device.identity.PlacementFile;
import io.roomscribe.device.link.DeviceLink;
import io.roomscribe.device.link.HubRequests;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.retention.AudioArchive;
import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.device.speechmodel.ModelKeeper;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.transcript.TranscriptStore;
import io.roomscribe.device.twin.Twin;
import io.roomscribe.device.twin.TwinCheck;
import io.roomscribe.device.twin.TwinFile;
import io.roomscribe.device.update.TrialFacts;
import io.roomscribe.device.update.UpdateException;
import io.roomscribe.device.update.Updater;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.protocol.supervision.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the box can be told, put together: from the hub by way of the link, and from whoever stands
/// before it by way of [#commands].
///
/// Built on the thread that starts the process.
final class DeviceCommands {
    /// Long enough for the answer to leave.
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private static final Duration NOISE_TIME = Duration.ofSeconds(5);

    private final DeviceConfig config;
    private final Outside outside;
    private final HealthBoard health;
    private final Consumer<Duration> lamp;

    /// @param lamp shows which box this is, for so long
    DeviceCommands(
            DeviceConfig config, Outside outside, HealthBoard health, Consumer<Duration> lamp) {
        this.config = config;
        this.outside = outside;
        this.health = health;
        this.lamp = lamp;
    }

    /// @param restart ends the process
    Commands commands(
            Path data,
            Recorder recorder,
            Recordings recordings,
            Said said,
            Erasure erasure,
            AudioArchive archive,
            Database database,
            Outbox outbox,
            Updater updater,
            ModelKeeper models,
            Decommissioning decommissioning,
            Supervisor supervisor,
            Runnable restart) {
        var microphone = new AudioTest(recordings);
        var parts =
                new CommandParts(
                        recorder,
                        microphone,
                        new PhraseCheck(recordings, said, outside.ticker()),
                        new SupportBundle(data, bundled(), outside.clock()),
                        archive::fetch,
                        forgetting(erasure),
                        updating(updater),
                        models,
                        () -> diagnosis(microphone),
                        placement -> place(new PlacementFile(data), placement),
                        decommissioning,
                        lamp,
                        () ->
                                supervisor.start(
                                        "restart",
                                        stop -> {
                                            var _ = stop.await(RESTART_DELAY);
                                            restart.run();
                                        }),
                        outside.softwareVersion());
        return new Commands(
                parts,
                new AnsweredCommands(database, config.device().id(), new MessageCodec()),
                outbox,
                config.device(),
                outside.clock(),
                outside.clockQuality(),
                outside.random());
    }

    private static void place(PlacementFile file, Placement placement) {
        try {
            file.write(placement);
        } catch (IdentityFailure e) {
            throw CommandException.failed(e.getMessage(), e.hint(), e);
        }
    }

    private CommandResult.Diagnosis diagnosis(AudioTest microphone) {
        return new CommandResult.Diagnosis(
                DoctorCommand.examine(
                                config,
                                () -> noise(microphone),
                                OptionalDouble::empty,
                                outside.clock(),
                                outside.ticker())
                        .stream()
                        .map(one ->
                                new CommandResult.Finding(
                                        one.id(), one.severity(), one.evidence(), one.fix()))
                        .toList());
    }

    /// Nothing is measured while nothing is recorded.
    private static OptionalDouble noise(AudioTest microphone) {
        try {
            return OptionalDouble.of(microphone.measure(NOISE_TIME).noiseDbfs());
        } catch (CommandException e) {
            return OptionalDouble.empty();
        }
    }

    private static Updating updating(Updater updater) {
        return (version, atOnce) -> {
            try {
                updater.order(version, atOnce);
            } catch (UpdateException e) {
                throw CommandException.refused(e);
            }
        };
    }

    /// The box's updates, which go on whatever becomes of the command.
    static Updater updater(
            DeviceConfig config,
            Outside outside,
            BoxIdentity identity,
            Database database,
            Outbox outbox,
            TrialFacts facts,
            Runnable restart) {
        return new Updater(
                config.update(),
                identity.files(),
                config.data().folder(),
                outside.running(),
                facts,
                update -> database.inTransaction(tx -> outbox.append(tx, update)),
                restart,
                outside.clock(),
                ZoneId.systemDefault(),
                outside.ticker());
    }

    /// The box's models, which come on whatever becomes of the command.
    static ModelKeeper models(DeviceConfig config, Outside outside, BoxIdentity identity) {
        return new ModelKeeper(
                new InstalledModels(config.data().folder()),
                identity.files(),
                config.modelFolders(),
                config.update().bandwidthMax().bytes(),
                outside.ticker());
    }

    static Said said(ChunkStore chunks, TranscriptStore transcripts) {
        return new Said() {
            @Override
            public long through(RecordingId recording) {
                return chunks.recognisedThrough(recording);
            }

            @Override
            public List<Piece> within(Stretch stretch) {
                return transcripts.within(stretch).stream()
                        .map(one ->
                                new Piece(
                                        one.firstSample(),
                                        one.samples(),
                                        one.sequence(),
                                        one.text()))
                        .toList();
            }
        };
    }

    private static Forgetting forgetting(Erasure erasure) {
        return new Forgetting() {
            @Override
            public ErasureReceipt last(UUID id, Duration length) {
                return erasure.forgetLast(id, length);
            }

            @Override
            public ErasureReceipt range(UUID id, Instant from, Instant to) {
                return erasure.forgetRange(id, from, to);
            }
        };
    }

    private Map<String, Supplier<String>> bundled() {
        return Map.of(
                "log.txt",
                outside.recentLog(),
                "conditions.txt",
                this::conditions,
                "configuration.txt",
                this::configuration,
                "version.txt",
                () -> "%s\n%s\n".formatted(outside.softwareVersion(), Runtime.version()));
    }

    private String conditions() {
        return health.active().stream()
                .map(one ->
                        "%s %s: %s%n"
                                .formatted(
                                        one.condition().severity(),
                                        one.condition().code(),
                                        one.evidence()))
                .collect(Collectors.joining());
    }

    private String configuration() {
        return config.values().entrySet().stream()
                .map(one -> "%s = %s%n".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining());
    }

    /// What of the desired configuration needs no restart stands here.
    Twin twin(Path data, Recorder recorder, DeviceLink link) {
        return new Twin(
                new TwinFile(data),
                new TwinCheck(outside.configuration(), new InstalledModels(data)),
                config.values(),
                Map.of(
                        "capture.sync-interval",
                        value -> recorder.syncInterval(capture(value).syncInterval())),
                link::report);
    }

    private CaptureConfig capture(String syncInterval) {
        return ConfigurationReader.ofText("twin", "capture.sync-interval = " + syncInterval)
                .section("capture", CaptureConfig.class, config.capture());
    }

    /// Lets the hub command and configure.
    void serve(Commands commands, Twin twin, DeviceLink link, Supervisor supervisor) {
        var lanes = new CommandLanes(commands, link::reply, outside.clock());
        link.onRequests(
                new HubRequests() {
                    @Override
                    public void command(Message.Command command) {
                        lanes.received(command);
                    }

                    @Override
                    public void desired(Message.TwinDesired desired) {
                        twin.desired(desired);
                    }
                });
        supervisor.start("twin", twin);
        supervisor.start("commands", lanes.quick());
        supervisor.start("commands-slow", lanes.slow());
    }
}
