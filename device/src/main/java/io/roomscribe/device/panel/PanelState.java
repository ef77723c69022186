package io.roomscribe.device.panel;

import java.time.Duration;
import java.util.Locale;

/// Everything the light can say, by colour and, for who does not tell colours apart, by pattern:
/// two seconds in twenty steps, `#` lit. No pattern is a steady light: one that stands still means
/// that nobody drives it, so it never says "recording".
public enum PanelState {
    /// Audio is reaching storage, and nothing needs looking at.
    RECORDING(Colour.GREEN, "###################.", "lit, one wink"),
    /// Audio is reaching storage, but the hub is away or a condition is up.
    DEGRADED(Colour.YELLOW, "################.##.", "lit, two winks"),
    /// Nothing is recorded, because somebody wants it so.
    MUTED(Colour.RED, "##########..........", "one second on, one second off"),
    /// Nothing is recorded until somebody starts it.
    STOPPED(Colour.WHITE, "#...................", "a spark every two seconds"),
    /// Audio should be reaching storage and is not.
    FAULT(Colour.RED, "#.#.#.#.#.#.#.#.#.#.", "flickers"),
    /// The box comes up.
    STARTING(Colour.WHITE, "##..##..##..##..##..", "blinks quickly"),
    /// The box is being made known to a hub.
    PROVISIONING(Colour.BLUE, "#####.....#####.....", "half a second on, half off"),
    /// The box replaces its software; do not unplug it.
    UPDATING(Colour.BLUE, "#.#.......#.#.......", "two sparks a second"),
    /// What the button asked for is done; shown for a second.
    DONE(Colour.GREEN, "#.#.#.#.#.#.#.#.#.#.", "flickers"),
    /// What the button asked for was refused; shown for a second.
    REFUSED(Colour.RED, "####.####.####.####.", "lit, five winks");

    static final Duration STEP = Duration.ofMillis(100);

    private final Colour colour;
    private final String pattern;
    private final String described;

    PanelState(Colour colour, String pattern, String described) {
        this.colour = colour;
        this.pattern = pattern;
        this.described = described;
    }

    /// The strongest claim that is true.
    static PanelState of(PanelFacts facts) {
        if (facts.work() != PanelFacts.Work.NONE) {
            return facts.work() == PanelFacts.Work.UPDATING ? UPDATING : PROVISIONING;
        }
        if (facts.isMuted()) {
            return MUTED;
        }
        if (facts.isReachingStorage()) {
            return facts.needsAttention() ? DEGRADED : RECORDING;
        }
        if (facts.isStopped()) {
            return STOPPED;
        }
        return facts.isStarting() ? STARTING : FAULT;
    }

    Colour colour() {
        return colour;
    }

    String pattern() {
        return pattern;
    }

    /// The pattern in words, for the manual.
    String described() {
        return described;
    }

    /// Whether the light is lit this long after the loop began.
    boolean isLit(Duration since) {
        return pattern.charAt((int) (since.dividedBy(STEP) % pattern.length())) == '#';
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
