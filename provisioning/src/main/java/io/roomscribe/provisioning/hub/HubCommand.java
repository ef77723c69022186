package io.roomscribe.provisioning.hub;

import picocli.CommandLine.Command;

/// The noun of the commands about a hub.
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        description = "A hub and its identity.",
        synopsisSubcommandLabel = "<verb>")
public final class HubCommand {}
