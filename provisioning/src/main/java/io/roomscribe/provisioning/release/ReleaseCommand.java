package io.roomscribe.provisioning.release;

import picocli.CommandLine.Command;

/// `roomscribe release`: what its subcommands have in common.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Signs releases of the boxes' software and puts them on a hub.",
        synopsisSubcommandLabel = "<command>")
public final class ReleaseCommand {}
