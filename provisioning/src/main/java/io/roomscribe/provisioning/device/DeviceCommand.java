package io.roomscribe.provisioning.device;

import picocli.CommandLine.Command;

/// The noun of the commands about one box.
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "Boxes and their right to connect.",
        synopsisSubcommandLabel = "<verb>")
public final class DeviceCommand {}
