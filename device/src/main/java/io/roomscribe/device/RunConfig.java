package io.roomscribe.device;

import io.roomscribe.protocol.configuration.Setting;

/// What the process does when there is nothing left to record; stands beside the capture settings.
record RunConfig(
        @Setting(
                        "End the process with exit code 0 once a file is played to its end and the hub has"
                                + " everything.")
                boolean exitAtEnd) {

    static RunConfig defaults() {
        return new RunConfig(false);
    }
}
