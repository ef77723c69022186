package io.roomscribe.device;

import io.roomscribe.device.panel.PanelActions;
import io.roomscribe.device.panel.PanelConfig;
import io.roomscribe.device.recording.MuteSource;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What switch and button do to the box.
///
/// Confined to the panel's second thread.
final class PanelHands implements PanelActions {
    private static final Logger LOG = System.getLogger(PanelHands.class.getName());
    private static final int FORGET_MINUTES = 10;

    private final Recorder recorder;
    private final LocalCommands commands;
    private final PanelConfig.ShortPress shortPress;

    PanelHands(Recorder recorder, LocalCommands commands, PanelConfig.ShortPress shortPress) {
        this.recorder = recorder;
        this.commands = commands;
        this.shortPress = shortPress;
    }

    @Override
    public void muteSwitched(boolean isMuted) {
        try {
            if (isMuted) {
                recorder.mute(MuteSource.HARDWARE);
            } else {
                recorder.unmute(MuteSource.HARDWARE);
            }
        } catch (RecordingException e) {
            // It is done; only a restart would forget it, and then the switch is read again.
            LOG.log(Level.WARNING, "Mute switch is not kept: {0}", e.getMessage());
        }
    }

    @Override
    public boolean shortPress() {
        return execute(
                switch (shortPress) {
                    case MARK -> new CommandBody.Mark("");
                    case START_STOP ->
                            recorder.isStopped() ? new CommandBody.Start() : new CommandBody.Stop();
                });
    }

    @Override
    public boolean longPress() {
        return execute(new CommandBody.ForgetLast(FORGET_MINUTES));
    }

    private boolean execute(CommandBody command) {
        return commands.execute(command).outcome() == CommandOutcome.DONE;
    }
}
