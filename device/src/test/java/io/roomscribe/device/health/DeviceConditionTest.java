package io.roomscribe.device.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DeviceConditionTest {

    @Test
    void namesOnlyCausesThatExistAndNeverItself() {
        var codes =
                Arrays.stream(DeviceCondition.values())
                        .map(DeviceCondition::code)
                        .collect(Collectors.toSet());

        for (var condition : DeviceCondition.values()) {
            assertThat(codes).containsAll(condition.dependsOn());
            assertThat(condition.dependsOn()).doesNotContain(condition.code());
        }
    }

    @Test
    void saysWhatEachMeansInWholeSentences() {
        for (var condition : DeviceCondition.values()) {
            assertThat(condition.text()).as(condition.code()).endsWith(".").hasSizeLessThan(250);
            assertThat(condition.title()).as(condition.code()).hasSizeLessThan(40);
            assertThat(condition.code()).matches("[a-z]+(-[a-z]+)*");
        }
    }
}
