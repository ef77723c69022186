package io.roomscribe.protocol.authority;

import io.roomscribe.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String ROOT = "io.roomscribe.protocol.authority";

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.everywhere(ROOT).check(ArchitectureRules.mainClasses(ROOT));
    }
}
