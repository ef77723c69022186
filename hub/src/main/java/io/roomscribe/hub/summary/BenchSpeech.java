package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Made-up speech of a meeting, as a recogniser writes it: 15 words every 6 seconds, with a
/// decision or a task in every twentieth sentence. The same seed says the same.
///
/// Immutable.
final class BenchSpeech {
    static final int SECONDS_PER_LINE = 6;
    private static final int WORDS = 15;
    private static final int ITEM_EVERY = 20;

    private static final List<String> NAMES =
            List.of("anna", "ben", "clara", "david", "emma", "frank");
    private static final List<String> THINGS =
            List.of(
                    "firmware",
                    "dashboard",
                    "budget",
                    "contract",
                    "microphone",
                    "release",
                    "network",
                    "customer",
                    "training",
                    "warehouse",
                    "server",
                    "catalogue",
                    "invoice",
                    "schedule",
                    "prototype",
                    "supplier");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final List<String> TALK =
            Words.split(
                    "we looked at the numbers from last month and they are better than what people"
                            + " expected because most of the work was done early and nobody had to"
                            + " wait for parts which is why i think that it could be ready in time"
                            + " if there are no more problems with the older devices in the second"
                            + " building where some of them still lose their connection every now"
                            + " and then but only for a few seconds");

    private BenchSpeech() {}

    static List<String> lines(int minutes, RandomGenerator random) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < minutes * 60 / SECONDS_PER_LINE; i++) {
            lines.add(i % ITEM_EVERY == ITEM_EVERY - 1 ? item(random) : talk(random));
        }
        return lines;
    }

    private static String talk(RandomGenerator random) {
        var at = random.nextInt(TALK.size());
        var words = new ArrayList<String>();
        words.add("the");
        words.add(one(THINGS, random));
        while (words.size() < WORDS) {
            words.add(TALK.get((at + words.size()) % TALK.size()));
        }
        return String.join(" ", words);
    }

    private static String item(RandomGenerator random) {
        var thing = one(THINGS, random);
        var other = one(THINGS, random);
        return random.nextBoolean()
                ? "okay so we decide to change the %s before the %s on %s"
                        .formatted(thing, other, one(DAYS, random))
                : "%s will check the %s and the %s by %s"
                        .formatted(one(NAMES, random), thing, other, one(DAYS, random));
    }

    private static String one(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
