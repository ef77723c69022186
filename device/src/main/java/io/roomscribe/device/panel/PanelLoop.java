package io.roomscribe.device.panel;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Drives the panel with a timer of its own, so that whatever hangs elsewhere, the light goes on
/// saying what is true: "recording" only while samples were just forced to the medium.
///
/// Runs on a platform thread of its own; what a hand causes runs on another. At most four presses
/// wait, more are not taken.
public final class PanelLoop implements Task {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration ANSWER_SHOWN = Duration.ofSeconds(1);

    /// From here on a box that stores nothing is at fault.
    private static final Duration START_TIME_MAX = Duration.ofSeconds(8);

    private static final int ACTIONS_MAX = 4;
    private static final Duration ACTION_POLL = Duration.ofMillis(500);

    private final Panel panel;
    private final PanelSource source;
    private final PanelActions actions;
    private final Ticker ticker;
    private final Button button;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(ACTIONS_MAX);
    private final long startedAtNanos;
    private boolean wasMuted;
    private volatile long lookedAtNanos;
    private volatile PanelState answer = PanelState.DONE;
    private volatile long answeredAtNanos;
    private volatile Duration answerShown = ANSWER_SHOWN;
    private volatile boolean hasAnswer;
    private volatile PanelState state = PanelState.STARTING;

    public PanelLoop(
            Panel panel,
            PanelConfig config,
            PanelSource source,
            PanelActions actions,
            Ticker ticker) {
        this.panel = panel;
        this.source = source;
        this.actions = actions;
        this.ticker = ticker;
        this.button = new Button(ticker, config.longPress());
        this.startedAtNanos = ticker.nanos();
        this.lookedAtNanos = startedAtNanos;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var hands = Thread.ofVirtual().name("panel-actions").start(() -> act(stop));
        do {
            tick();
        } while (!stop.await(INTERVAL));
        hands.join(ACTION_POLL.multipliedBy(2));
    }

    private void act(StopSignal stop) {
        try {
            while (!stop.isStopping()) {
                var action = waiting.poll(ACTION_POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (action != null) {
                    action.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs what a hand caused and that still waits; for tests.
    void actNow() {
        for (var action = waiting.poll(); action != null; action = waiting.poll()) {
            action.run();
        }
    }

    void tick() {
        lookedAtNanos = ticker.nanos();
        readSwitch();
        button.read(panel.isButtonDown())
                .ifPresent(press -> {
                    if (!waiting.offer(() -> answer(perform(press)))) {
                        answer(false);
                    }
                });
        state = PanelState.of(facts());
        var shown =
                hasAnswer && ticker.since(answeredAtNanos).compareTo(answerShown) < 0
                        ? answer
                        : state;
        panel.show(
                new PanelView(
                        shown,
                        shown.isLit(ticker.since(startedAtNanos)),
                        source.level().getAsDouble()));
    }

    /// A switch that cannot be told of now is told of at the next look.
    private void readSwitch() {
        var isMuted = panel.isMuteSwitchClosed();
        if (isMuted != wasMuted && waiting.offer(() -> actions.muteSwitched(isMuted))) {
            wasMuted = isMuted;
        }
    }

    private boolean perform(Button.Press press) {
        return switch (press) {
            case SHORT -> actions.shortPress();
            case LONG -> actions.longPress();
        };
    }

    private void answer(boolean isDone) {
        answer(isDone ? PanelState.DONE : PanelState.REFUSED, ANSWER_SHOWN);
    }

    private void answer(PanelState newAnswer, Duration time) {
        answer = newAnswer;
        answerShown = time;
        answeredAtNanos = ticker.nanos();
        hasAnswer = true;
    }

    private PanelFacts facts() {
        return new PanelFacts(
                source.isReachingStorage().getAsBoolean(),
                source.isMuted().getAsBoolean(),
                source.isStopped().getAsBoolean(),
                ticker.since(startedAtNanos).compareTo(START_TIME_MAX) < 0,
                source.needsAttention().getAsBoolean(),
                source.work().get());
    }

    /// What the light says.
    public PanelState state() {
        return state;
    }

    /// Lets the light show which box this is.
    public void identify(Duration time) {
        answer(PanelState.DONE, time);
    }

    /// Whether the panel was driven within this time.
    public boolean hasLookedWithin(Duration time) {
        return ticker.since(lookedAtNanos).compareTo(time) <= 0;
    }
}
