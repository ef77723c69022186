package io.roomscribe.hub.speaker;

import java.util.List;
import java.util.Optional;

/// A meeting's speakers.
///
/// Immutable.
///
/// @param list in the order of their labels' numbers
public record Speakers(String meeting, List<Speaker> list) {
    /// The label of what cannot be given to anybody.
    public static final String UNSURE = "unsure";

    public Speakers {
        list = List.copyOf(list);
    }

    public Optional<Speaker> find(String label) {
        return list.stream().filter(one -> one.label().equals(label)).findFirst();
    }

    /// What to show for a segment's label: the name where there is one, else the label.
    public String nameOf(String label) {
        return find(label).map(Speaker::shownName).orElse(label);
    }
}
