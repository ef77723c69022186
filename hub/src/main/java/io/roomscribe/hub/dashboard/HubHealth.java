package io.roomscribe.hub.dashboard;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.util.List;
import java.util.Set;

/// Whether the hub can do its work, under `/observe/health` as Helidon serves it.
final class HubHealth {
    /// What Helidon answers for us.
    static final Set<String> PATHS =
            Set.of("/observe/health", "/observe/health/ready", "/observe/health/live");

    private HubHealth() {}

    static ObserveFeature feature(List<ReadyCheck> checks) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(
                        HealthObserver.builder()
                                .details(true)
                                .useSystemServices(false)
                                .addHealthChecks(
                                        checks.stream().<HealthCheck>map(Check::new).toList())
                                .build())
                .build();
    }

    private record Check(ReadyCheck check) implements HealthCheck {
        @Override
        public HealthCheckType type() {
            return HealthCheckType.READINESS;
        }

        @Override
        public String name() {
            return check.name();
        }

        @Override
        public HealthCheckResponse call() {
            var answer = check.question().get();
            var response = HealthCheckResponse.builder().status(answer.isUp());
            answer.details().forEach(response::detail);
            return response.build();
        }
    }
}
