package io.roomscribe.hub.release;

import io.roomscribe.protocol.DeviceId;
import java.util.ArrayList;
import java.util.List;

/// How boxes are put into groups: `1, 10%, all` makes one box, then as many as come to a tenth of
/// all, then the rest.
final class RolloutSteps {
    private static final int STEPS_MAX = 20;

    private RolloutSteps() {}

    /// @throws IllegalArgumentException saying what was expected
    static List<List<DeviceId>> groups(String steps, List<DeviceId> devices) {
        var groups = new ArrayList<List<DeviceId>>();
        var taken = 0;
        var words = List.of(steps.split(",", -1));
        if (words.size() > STEPS_MAX) {
            throw new IllegalArgumentException("at most %d groups".formatted(STEPS_MAX));
        }
        for (var word : words) {
            var until = Math.min(devices.size(), until(word.strip(), devices.size()));
            if (until > taken) {
                groups.add(devices.subList(taken, until));
                taken = until;
            }
        }
        if (taken < devices.size()) {
            groups.add(devices.subList(taken, devices.size()));
        }
        return groups;
    }

    /// How many boxes have been asked after this step.
    private static int until(String word, int all) {
        if (word.equals("all")) {
            return all;
        }
        try {
            return word.endsWith("%")
                    ? (int)
                            Math.ceil(
                                    all
                                            * (double)
                                                    Integer.parseInt(
                                                            word.substring(0, word.length() - 1))
                                            / 100)
                    : Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "groups are written as '1, 10%, all': how many boxes have it after each", e);
        }
    }
}
