package io.roomscribe.provisioning.image;

import java.util.Optional;
import java.util.regex.Pattern;

/// The file on the boot partition by which an image of `image build` is known.
final class ApplianceMarker {
    static final String NAME = "roomscribe-appliance";

    /// What `image write` leaves there for the first start.
    static final String SETUP = "roomscribe-setup.sh";

    private static final Pattern MODEL = Pattern.compile("(?m)^model = (\\S+)$");

    private ApplianceMarker() {}

    /// @param model where the image has a speech model, empty for none
    static String text(Optional<String> model) {
        return "# Made by roomscribe image build; fill it with roomscribe image write.\nformat = 1\n"
                + model.map(folder -> "model = " + folder + "\n").orElse("");
    }

    /// Where the image on this partition has a speech model.
    static Optional<String> modelOf(BootPartition partition) {
        return partition
                .read(NAME)
                .flatMap(text -> {
                    var found = MODEL.matcher(text);
                    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
                });
    }
}
