package io.roomscribe.protocol.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthBoardTest {
    private record Sample(String name, ConditionDetails details) implements HealthCondition {
        Sample(String name, Set<String> dependsOn, Duration visibleAfter) {
            this(name, new ConditionDetails(name, Severity.ERROR, visibleAfter, name, dependsOn));
        }
    }

    private static final HealthCondition DISK = new Sample("disk-full", Set.of(), Duration.ZERO);
    private static final HealthCondition STORE =
            new Sample("store-broken", Set.of("disk-full"), Duration.ZERO);
    private static final HealthCondition LINK =
            new Sample("hub-away", Set.of(), Duration.ofSeconds(10));

    private final AtomicLong nanos = new AtomicLong();
    private final HealthBoard board = new HealthBoard(nanos::get);

    @Test
    void hidesTheConsequencesOfACause() {
        board.raise(STORE, "cannot commit");
        board.raise(DISK, "12 MiB free");

        assertThat(board.active())
                .extracting(one -> one.condition().code())
                .containsExactly("disk-full");

        board.clear(DISK);
        assertThat(board.active())
                .extracting(one -> one.condition().code())
                .containsExactly("store-broken");
    }

    @Test
    void showsAConditionOnlyOnceItHasLasted() {
        board.raise(LINK, "no answer");
        assertThat(board.active()).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        board.raise(LINK, "still no answer");

        assertThat(board.active())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.evidence()).isEqualTo("still no answer");
                    assertThat(one.lasting()).isEqualTo(Duration.ofSeconds(11));
                });
    }
}
