package io.roomscribe.device.command;

import io.roomscribe.device.decommissioning.DecommissionException;
import io.roomscribe.device.erasure.ErasureException;
import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.device.identity.Placement;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.MuteSource;
import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.retention.ArchiveException;
import io.roomscribe.device.speechmodel.ModelException;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message.Command;
import io.roomscribe.protocol.message.Message.Reply;
import io.roomscribe.protocol.microphone.MicReport;
import io.roomscribe.protocol.supervision.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Does what the box is told, once, and answers. One for MQTT, the local socket and the button.
///
/// What was answered is kept, audio and parts of bundles aside, so that a command which comes again
/// (the hub sends it until it has the answer) is answered again and not done again. A kill between
/// doing and keeping does it a second time, and every command but `mark` and `restart` is harmless
/// then; those two are kept first.
///
/// Thread-safe; blocks for as long as the command takes.
public final class Commands {
    private static final Logger LOG = System.getLogger(Commands.class.getName());
    private static final Duration LOCAL_LIFE = Duration.ofMinutes(1);

    private final CommandParts parts;
    private final AnsweredCommands answered;
    private final Outbox outbox;
    private final DeviceIdentity identity;
    private final Clock clock;
    private final Supplier<ClockQuality> clockQuality;
    private final RandomGenerator random;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    public Commands(
            CommandParts parts,
            AnsweredCommands answered,
            Outbox outbox,
            DeviceIdentity identity,
            Clock clock,
            Supplier<ClockQuality> clockQuality,
            RandomGenerator random) {
        this.parts = parts;
        this.answered = answered;
        this.outbox = outbox;
        this.identity = identity;
        this.clock = clock;
        this.clockQuality = clockQuality;
        this.random = random;
    }

    /// Does a command that somebody at the box gives.
    public Reply execute(CommandBody command) {
        var now = clock.instant();
        var id = new UUID(random.nextLong(), random.nextLong());
        return execute(new Command(id, now, now.plus(LOCAL_LIFE), command));
    }

    /// Does a command that was not done yet, and answers how it went.
    public Reply execute(Command command) {
        if (!underWay.add(command.id())) {
            return reply(
                    command, CommandOutcome.ACCEPTED, "it is being done", CommandResult.NOTHING);
        }
        try {
            var before = answered.find(command.id());
            return before.isPresent() ? before.get() : first(command);
        } finally {
            underWay.remove(command.id());
        }
    }

    private Reply first(Command command) {
        if (isExpired(command)) {
            return told(
                    command,
                    answered.keep(
                            reply(
                                    command,
                                    CommandOutcome.EXPIRED,
                                    "it came after " + command.expiresAt() + ", nothing was done",
                                    CommandResult.NOTHING)));
        }
        try {
            return told(command, run(command));
        } catch (CommandException
                | RecordingException
                | ErasureException
                | ArchiveException
                | ModelException
                | DecommissionException e) {
            var outcome = isRefusal(e) ? CommandOutcome.REFUSED : CommandOutcome.FAILED;
            return told(
                    command,
                    answered.keep(reply(command, outcome, e.getMessage(), CommandResult.NOTHING)));
        }
    }

    private static boolean isRefusal(Failure why) {
        return switch (why) {
            case CommandException e -> e.code() == CommandException.Code.REFUSED;
            case RecordingException e ->
                    e.code() == RecordingException.Code.MUTED_BY_SWITCH
                            || e.code() == RecordingException.Code.OUT_OF_SERVICE
                            || e.code() == RecordingException.Code.SOURCE_ENDED;
            case ArchiveException _, ModelException _ -> true;
            default -> false;
        };
    }

    /// A clock that was never set would let everything expire, or nothing; then the broker's own
    /// expiry has to do.
    private boolean isExpired(Command command) {
        return clockQuality.get().isGood() && !clock.instant().isBefore(command.expiresAt());
    }

    private Reply run(Command command) {
        return switch (command.command()) {
            case CommandBody.Start _ -> done(command, parts.recorder()::resume);
            case CommandBody.Stop _ -> done(command, parts.recorder()::stop);
            case CommandBody.Mute _ ->
                    done(command, () -> parts.recorder().mute(MuteSource.SOFTWARE));
            case CommandBody.Unmute _ ->
                    done(command, () -> parts.recorder().unmute(MuteSource.SOFTWARE));
            case CommandBody.Identify(var seconds) ->
                    done(command, () -> parts.lamp().accept(Duration.ofSeconds(seconds)));
            case CommandBody.Mark(var label) -> mark(command, label);
            case CommandBody.Restart _ -> {
                var reply = done(command, CommandResult.NOTHING);
                parts.restart().run();
                yield reply;
            }
            case CommandBody.AudioTest(var seconds) ->
                    done(command, parts.audioTest().measure(Duration.ofSeconds(seconds)));
            case CommandBody.MicCheck(var phrase, var seconds) ->
                    done(command, parts.phraseCheck().compare(phrase, seconds));
            case CommandBody.Accept accept -> accept(command, accept);
            case CommandBody.SupportBundle _ -> done(command, parts.supportBundle().write());
            // Not kept, like audio: it is there to be read again.
            case CommandBody.FetchBundle(var file, var offset) ->
                    reply(
                            command,
                            CommandOutcome.DONE,
                            "",
                            parts.supportBundle().part(file, offset));
            // Not kept: it would be a second copy of what was said, and is easily made again.
            case CommandBody.FetchAudio(var stretch) ->
                    reply(command, CommandOutcome.DONE, "", parts.keptAudio().apply(stretch));
            case CommandBody.ForgetLast(var minutes) ->
                    erased(
                            command,
                            parts.forgetting().last(command.id(), Duration.ofMinutes(minutes)));
            case CommandBody.ForgetRange(var from, var to) ->
                    erased(command, parts.forgetting().range(command.id(), from, to));
            case CommandBody.Doctor _ -> done(command, parts.doctor().get());
            case CommandBody.Update(var version, var atOnce) ->
                    done(command, () -> parts.updating().order(version, atOnce));
            case CommandBody.InstallModel model -> done(command, () -> parts.models().order(model));
            // Not kept: it is a moment's, and asked for again and again.
            case CommandBody.ListModels _ ->
                    reply(command, CommandOutcome.DONE, "", parts.models().models());
            case CommandBody.Transfer(var room, var roomName) -> {
                parts.placing().accept(new Placement(room, roomName));
                var reply = done(command, CommandResult.NOTHING);
                parts.restart().run();
                yield reply;
            }
            case CommandBody.Decommission(var by) -> decommission(command, by);
            case CommandBody.Unknown _ ->
                    throw CommandException.refused(
                            "this box does not know this command", "install its newest software");
        };
    }

    private Reply done(Command command, Runnable effect) {
        effect.run();
        return done(command, CommandResult.NOTHING);
    }

    private Reply done(Command command, CommandResult result) {
        return answered.keep(reply(command, CommandOutcome.DONE, "", result));
    }

    private Reply mark(Command command, String label) {
        var mark = new EntryBody.Mark(identity.room(), clock.instant(), label);
        return answered.keep(
                reply(command, CommandOutcome.DONE, "", CommandResult.NOTHING),
                tx -> outbox.append(tx, mark));
    }

    /// Like a mark, it is in the outbox with the transaction that keeps the answer.
    private Reply accept(Command command, CommandBody.Accept accept) {
        var heard = parts.phraseCheck().compare(accept.phrase(), accept.stretch());
        var verdict = MicReport.verdict(accept.noiseDbfs(), heard);
        if (!verdict.passes()) {
            throw CommandException.refused(verdict.meaning(), verdict.advice());
        }
        var pieces = parts.phraseCheck().pieces(accept.stretch());
        var first =
                pieces.isEmpty() ? accept.stretch().firstSample() : pieces.getFirst().firstSample();
        var acceptance =
                new EntryBody.Acceptance(
                        command.id(),
                        identity.room(),
                        clock.instant(),
                        accept.by(),
                        accept.phrase(),
                        accept.noiseDbfs(),
                        heard,
                        Recordings.chunkAt(accept.stretch().recording(), first),
                        outbox.stream(),
                        pieces.stream().map(Said.Piece::sequence).toList(),
                        parts.software());
        return answered.keep(
                reply(command, CommandOutcome.DONE, "", new CommandResult.Accepted(acceptance)),
                tx -> outbox.append(tx, acceptance));
    }

    /// Not kept before the end: the hub asks until then, and what keeps answers goes in between.
    private Reply decommission(Command command, String by) {
        return parts.decommissioning()
                .order(command.id(), by)
                .map(receipt -> done(command, new CommandResult.Decommissioned(receipt)))
                .orElseGet(() ->
                        reply(
                                command,
                                CommandOutcome.ACCEPTED,
                                "it hands over what it has, then it erases itself",
                                CommandResult.NOTHING));
    }

    private Reply erased(Command command, ErasureReceipt receipt) {
        return done(command, new CommandResult.Erasure(receipt));
    }

    private Reply reply(
            Command command, CommandOutcome outcome, String reason, CommandResult result) {
        return new Reply(command.id(), outcome, reason, clock.instant(), result);
    }

    private static Reply told(Command command, Reply reply) {
        LOG.log(
                Level.INFO,
                "Command answered command={0} name={1} outcome={2}",
                command.id(),
                command.command().getClass().getSimpleName(),
                reply.outcome().word());
        return reply;
    }
}
