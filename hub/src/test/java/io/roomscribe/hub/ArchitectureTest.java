package io.roomscribe.hub;

import io.roomscribe.testkit.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String ROOT = "io.roomscribe.hub";

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.everywhere(ROOT).check(ArchitectureRules.mainClasses(ROOT));
    }

    @Test
    void dependenciesFollowTheData() {
        ArchitectureRules.inDataOrder(
                        ROOT,
                        List.of(
                                "job",
                                "ingest",
                                "transcript",
                                "calendar",
                                "meeting",
                                "audio",
                                "speaker",
                                "template",
                                "summary",
                                "action",
                                "analytics",
                                "export",
                                "search",
                                "followup",
                                "answer",
                                "account",
                                "upload",
                                "dashboard"))
                .check(ArchitectureRules.mainClasses(ROOT));
    }

    @Test
    void whatEverybodyMayUseUsesNobody() {
        ArchitectureRules.leaves(ROOT, List.of("store", "event", "health"))
                .check(ArchitectureRules.mainClasses(ROOT));
    }
}
