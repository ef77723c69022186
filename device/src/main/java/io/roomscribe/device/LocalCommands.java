package io.roomscribe.device;

import io.roomscribe.device.recording.MuteSource;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message.Reply;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Does what somebody at the box asks for. While the box records only, it knows the recorder alone:
/// start, stop, mute and unmute work at any time.
///
/// Thread-safe.
final class LocalCommands {
    private final Recorder recorder;
    private final Outside outside;
    private volatile @Nullable Executor executor;

    /// Does any command.
    interface Executor {
        Reply execute(CommandBody command);
    }

    LocalCommands(Recorder recorder, Outside outside) {
        this.recorder = recorder;
        this.outside = outside;
    }

    void use(Executor newExecutor) {
        executor = newExecutor;
    }

    Reply execute(CommandBody command) {
        var everything = executor;
        return everything == null ? withRecorderAlone(command) : everything.execute(command);
    }

    private Reply withRecorderAlone(CommandBody command) {
        try {
            switch (command) {
                case CommandBody.Start _ -> recorder.resume();
                case CommandBody.Stop _ -> recorder.stop();
                case CommandBody.Mute _ -> recorder.mute(MuteSource.SOFTWARE);
                case CommandBody.Unmute _ -> recorder.unmute(MuteSource.SOFTWARE);
                case CommandBody.Mark _,
                        CommandBody.Identify _,
                        CommandBody.Restart _,
                        CommandBody.AudioTest _,
                        CommandBody.MicCheck _,
                        CommandBody.Accept _,
                        CommandBody.SupportBundle _,
                        CommandBody.FetchBundle _,
                        CommandBody.FetchAudio _,
                        CommandBody.ForgetLast _,
                        CommandBody.ForgetRange _,
                        CommandBody.Update _,
                        CommandBody.Doctor _,
                        CommandBody.InstallModel _,
                        CommandBody.ListModels _,
                        CommandBody.Transfer _,
                        CommandBody.Decommission _,
                        CommandBody.Unknown _ -> {
                    return reply(
                            CommandOutcome.REFUSED,
                            "the box only records at the moment; try again later, or 'roomscribe-device"
                                    + " everything'");
                }
            }
            return reply(CommandOutcome.DONE, "");
        } catch (RecordingException e) {
            return reply(CommandOutcome.REFUSED, e.getMessage());
        }
    }

    private Reply reply(CommandOutcome outcome, String reason) {
        return new Reply(
                new UUID(outside.random().nextLong(), outside.random().nextLong()),
                outcome,
                reason,
                outside.clock().instant(),
                CommandResult.NOTHING);
    }
}
