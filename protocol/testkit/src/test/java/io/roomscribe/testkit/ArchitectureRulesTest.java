package io.roomscribe.testkit;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The rules hold for `protocol`, and they fail where they should.
final class ArchitectureRulesTest {
    private static final String PROTOCOL = "io.roomscribe.protocol";
    private static final String TESTKIT = "io.roomscribe.testkit";

    @Test
    void protocolKeepsTheHouseRules() {
        var classes = ArchitectureRules.mainClasses(PROTOCOL);

        assertThatNoException()
                .isThrownBy(() -> ArchitectureRules.everywhere(PROTOCOL).check(classes));
    }

    @Test
    void findsADependencyAgainstTheData() {
        // Health conditions carry a severity of the messages.
        var rule = ArchitectureRules.inDataOrder(PROTOCOL, List.of("health", "message"));
        var classes = ArchitectureRules.mainClasses(PROTOCOL);

        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Severity");
    }

    @Test
    void findsALeafThatUsesAnother() {
        var rule = ArchitectureRules.leaves(PROTOCOL, List.of("health"));
        var classes = ArchitectureRules.mainClasses(PROTOCOL);

        assertThatThrownBy(() -> rule.check(classes)).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsAClockThatNobodyHandedIn() {
        // Await really waits.
        var rule = ArchitectureRules.outsideWorldByConstructor();
        var classes = ArchitectureRules.mainClasses(TESTKIT);

        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nanoTime");
    }

    @Test
    void findsAModuleThatKnowsAnother() {
        var rule = ArchitectureRules.onlyProtocolOfOurs("io.roomscribe.device");
        var classes = ArchitectureRules.mainClasses(TESTKIT);

        assertThatThrownBy(() -> rule.check(classes)).isInstanceOf(AssertionError.class);
    }
}
