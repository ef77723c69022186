package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How an image takes what it is told at its first start. The wrong one is not refused by the box:
/// it starts as if it had been told nothing, so the format is found out before.
enum BootFormat {
    /// Raspberry Pi OS Bookworm, and Trixie of 2025-10-01: a script that systemd runs once.
    FIRSTRUN("Raspberry Pi OS Bookworm (until October 2025)"),
    /// Raspberry Pi OS Trixie from then on.
    CLOUD_INIT("Raspberry Pi OS Trixie, Ubuntu"),
    /// The newest images.
    RPI_PRESEED("the newest Raspberry Pi OS"),
    /// What `image build` makes.
    APPLIANCE("an image of 'roomscribe image build'");

    private final String images;

    BootFormat(String images) {
        this.images = images;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static BootFormat parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is no format; formats are %s".formatted(word, words())));
    }

    static String words() {
        return Arrays.stream(values()).map(BootFormat::word).collect(Collectors.joining(", "));
    }

    /// What this boot partition takes.
    ///
    /// @param wanted what a person says it is, empty to find out
    /// @throws CommandException when it is no boot partition, takes another format, or does not
    ///   tell
    static BootFormat of(BootPartition partition, Optional<BootFormat> wanted) {
        var isAppliance = partition.has(ApplianceMarker.NAME);
        if (!isAppliance && !(partition.has("config.txt") && partition.has("cmdline.txt"))) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s is no boot partition: it has no config.txt and cmdline.txt"
                            .formatted(partition),
                    "name the folder where the card's small partition is mounted, often called"
                            + " bootfs, or an image file");
        }
        var found = found(partition);
        if (found.isEmpty() && wanted.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s does not tell which format its image takes".formatted(partition),
                    "say it with --format: "
                            + Arrays.stream(values())
                                    .map(one -> one.word() + " for " + one.images)
                                    .collect(Collectors.joining("; ")));
        }
        if (found.isPresent() && wanted.isPresent() && found.get() != wanted.get()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "the image in %s takes %s (%s): with %s the box would start as if it had been told"
                                    .formatted(
                                            partition,
                                            found.get().word(),
                                            reason(found.get()),
                                            wanted.get().word())
                            + " nothing",
                    "leave --format away, or write another image to the card");
        }
        return found.or(() -> wanted).orElseThrow();
    }

    private static Optional<BootFormat> found(BootPartition partition) {
        if (partition.has(ApplianceMarker.NAME)) {
            return Optional.of(APPLIANCE);
        }
        if (partition.has("rpi-preseed.toml")) {
            return Optional.of(RPI_PRESEED);
        }
        if (partition.has("user-data") || partition.has("meta-data")) {
            return Optional.of(CLOUD_INIT);
        }
        // Before cloud-init the image's own first start was hooked in here.
        return partition
                .read("cmdline.txt")
                .filter(line ->
                        line.contains("raspberrypi-sys-mods/firstboot")
                                || line.contains("firstrun.sh"))
                .map(_ -> FIRSTRUN);
    }

    private static String reason(BootFormat format) {
        return switch (format) {
            case RPI_PRESEED -> "it has rpi-preseed.toml";
            case CLOUD_INIT -> "it has user-data";
            case FIRSTRUN -> "its cmdline.txt starts raspberrypi-sys-mods";
            case APPLIANCE -> "it has " + ApplianceMarker.NAME;
        };
    }
}
