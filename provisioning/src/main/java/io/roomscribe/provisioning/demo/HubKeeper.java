package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Keeps a hub running for the demo. One that somebody kills stays down for a while, so that one
/// can see the box go on without it, and is then started again; unless somebody did so already.
///
/// Thread-safe: stopped by the thread that answers Ctrl-C.
final class HubKeeper {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Supplier<ChildProcess> starter;
    private final HubClient hub;
    private final DemoScreen screen;
    private final Ticker ticker;
    private final Duration downTime;
    private volatile ChildProcess process;
    private Optional<Long> diedNanos = Optional.empty();
    private boolean isForeign;
    private boolean stopped;

    private HubKeeper(
            Supplier<ChildProcess> starter,
            HubClient hub,
            DemoScreen screen,
            Ticker ticker,
            Duration downTime) {
        this.starter = starter;
        this.hub = hub;
        this.screen = screen;
        this.ticker = ticker;
        this.downTime = downTime;
        this.process = starter.get();
    }

    /// Starts the hub; does not wait for it.
    static HubKeeper start(
            Supplier<ChildProcess> starter,
            HubClient hub,
            DemoScreen screen,
            Ticker ticker,
            Duration downTime) {
        return new HubKeeper(starter, hub, screen, ticker, downTime);
    }

    /// Waits until the hub answers.
    ///
    /// @throws CommandException when it ends or does not answer in time
    void awaitReady(Pause pause) {
        var began = ticker.nanos();
        while (!hub.isReady()) {
            if (!process.isAlive()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "the hub ended with exit code %d: %s"
                                .formatted(process.exitCode(), process.lastWords()),
                        "mend that and run './roomscribe demo' again");
            }
            if (ticker.since(began).compareTo(START_LIMIT) > 0) {
                throw new CommandException(
                        ExitCode.UNREACHABLE,
                        "the hub does not answer at %s: %s"
                                .formatted(hub.base(), process.lastWords()),
                        "read hub.log in the demo's folder");
            }
            pause.await(Duration.ofMillis(200));
        }
    }

    /// Looks after the hub; called about once a second.
    synchronized void check() {
        if (stopped || process.isAlive() || isForeign) {
            return;
        }
        if (diedNanos.isEmpty()) {
            diedNanos = Optional.of(ticker.nanos());
            screen.note(
                    "The hub is gone (exit code %d). The box goes on recording and keeps what it has to send."
                            .formatted(process.exitCode()));
            screen.note(
                    "It is started again in %d s, or by you with: %s"
                            .formatted(downTime.toSeconds(), process.commandLine()));
        } else if (hub.isReady()) {
            isForeign = true;
            screen.note("The hub is back: somebody else started it.");
        } else if (ticker.since(diedNanos.get()).compareTo(downTime) > 0) {
            diedNanos = Optional.empty();
            process = starter.get();
            screen.note("The hub is started again.");
        }
    }

    /// The processes to measure.
    List<ProcessHandle> running() {
        return process.isAlive() ? List.of(process.handle()) : List.of();
    }

    synchronized void stop() {
        stopped = true;
        process.stop();
    }
}
