package io.roomscribe.provisioning.bench;

import picocli.CommandLine.Command;

/// The noun of the measurements.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measurements on this machine.",
        synopsisSubcommandLabel = "<verb>")
public final class BenchCommand {}
