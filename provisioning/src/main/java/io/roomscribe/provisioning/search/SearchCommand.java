package io.roomscribe.provisioning.search;

import picocli.CommandLine.Command;

/// The noun of the search index.
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "The hub's search index.",
        synopsisSubcommandLabel = "<verb>")
public final class SearchCommand {}
