package io.roomscribe.device.command;

import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message.Command;
import io.roomscribe.protocol.message.Message.Reply;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Does the hub's commands in the order they came, in two lanes, so that a stop does not wait for
/// an audio test. Each lane holds 64; a command that finds its lane full is dropped, and the hub,
/// which has no answer, sends it again.
///
/// Thread-safe; run both tasks by the supervisor.
public final class CommandLanes {
    private static final int LANE_LENGTH = 64;
    private static final long POLL_MILLIS = 200;

    private final Commands commands;
    private final Consumer<Reply> replies;
    private final Clock clock;
    private final BlockingQueue<Command> quick = new ArrayBlockingQueue<>(LANE_LENGTH);
    private final BlockingQueue<Command> slow = new ArrayBlockingQueue<>(LANE_LENGTH);

    /// @param replies told each answer; may forget it
    public CommandLanes(Commands commands, Consumer<Reply> replies, Clock clock) {
        this.commands = commands;
        this.replies = replies;
        this.clock = clock;
    }

    /// Queues a command and returns at once.
    public void received(Command command) {
        if (!isSlow(command.command())) {
            var _ = quick.offer(command);
        } else if (slow.offer(command)) {
            replies.accept(
                    new Reply(
                            command.id(),
                            CommandOutcome.ACCEPTED,
                            "",
                            clock.instant(),
                            CommandResult.NOTHING));
        }
    }

    private static boolean isSlow(CommandBody command) {
        return switch (command) {
            case CommandBody.AudioTest _,
                    CommandBody.MicCheck _,
                    CommandBody.Accept _,
                    CommandBody.SupportBundle _,
                    CommandBody.FetchBundle _,
                    CommandBody.FetchAudio _,
                    CommandBody.Doctor _,
                    CommandBody.ForgetLast _,
                    CommandBody.ForgetRange _ ->
                    true;
            case CommandBody.Start _,
                    CommandBody.Stop _,
                    CommandBody.Mute _,
                    CommandBody.Unmute _,
                    CommandBody.Mark _,
                    CommandBody.Identify _,
                    CommandBody.Restart _,
                    CommandBody.Update _,
                    CommandBody.Transfer _,
                    CommandBody.Decommission _,
                    CommandBody.InstallModel _,
                    CommandBody.ListModels _,
                    CommandBody.Unknown _ ->
                    false;
        };
    }

    /// Commands that take no time.
    public Task quick() {
        return stop -> work(quick, stop);
    }

    /// Commands that take their time.
    public Task slow() {
        return stop -> work(slow, stop);
    }

    private void work(BlockingQueue<Command> lane, StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var command = lane.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (command != null) {
                replies.accept(commands.execute(command));
            }
        }
    }
}
