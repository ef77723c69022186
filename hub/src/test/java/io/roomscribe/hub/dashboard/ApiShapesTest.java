package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.dashboard.api.ApiShapes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ApiShapesTest {

    /// A voice is a person's; it stays in the store.
    @Test
    void noAnswerHasAPlaceForASpeakerVector() {
        assertThat(
                        Stream.of(ApiShapes.class.getDeclaredClasses())
                                .filter(Class::isRecord)
                                .flatMap(shape -> Arrays.stream(shape.getRecordComponents())))
                .isNotEmpty()
                .allSatisfy(component -> {
                    assertThat(component.getName()).doesNotContainIgnoringCase("vector");
                    assertThat(component.getGenericType().getTypeName())
                            .doesNotContain("Float", "float");
                });
    }
}
