package io.roomscribe.device;

import io.roomscribe.testkit.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String ROOT = "io.roomscribe.device";

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.everywhere(ROOT).check(ArchitectureRules.mainClasses(ROOT));
    }

    @Test
    void dependenciesFollowTheData() {
        ArchitectureRules.inDataOrder(
                        ROOT,
                        List.of(
                                "capture",
                                "recording",
                                "chunk",
                                "speech",
                                "file",
                                "transcript",
                                "retention",
                                "erasure",
                                "command",
                                "twin",
                                "link"))
                .check(ArchitectureRules.mainClasses(ROOT));
    }

    @Test
    void whatEverybodyMayUseUsesNobody() {
        ArchitectureRules.leaves(ROOT, List.of("store", "health", "identity", "clock"))
                .check(ArchitectureRules.mainClasses(ROOT));
    }
}
