package io.roomscribe.provisioning.plan;

import picocli.CommandLine.Command;

/// The noun of the commands about many boxes.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Many boxes at once, from a table of rooms.",
        synopsisSubcommandLabel = "<verb>")
public final class PlanCommand {}
