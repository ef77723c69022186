package io.roomscribe.device;

import java.util.ArrayList;

/// Ends the process in the middle of a start, as a defect would, where a test asks for it.
final class StartFailure {
    private static final String PROPERTY = "roomscribe.failpoint";

    private StartFailure() {}

    static void provoke() {
        switch (System.getProperty(PROPERTY, "")) {
            case "start-halt" -> Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
            case "start-memory" -> fillMemory();
            default -> {}
        }
    }

    private static void fillMemory() {
        var blocks = new ArrayList<byte[]>();
        while (blocks.size() < Integer.MAX_VALUE) {
            blocks.add(new byte[1 << 20]);
        }
    }
}
