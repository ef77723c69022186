package io.roomscribe.provisioning.image;

import picocli.CommandLine.Command;

/// The noun of the commands about memory cards.
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = "Memory cards for boxes.",
        synopsisSubcommandLabel = "<verb>")
public final class ImageCommand {}
