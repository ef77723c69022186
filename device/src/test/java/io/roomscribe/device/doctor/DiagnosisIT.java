package io.roomscribe.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.testkit.GeneratedSection;
import io.roomscribe.testkit.ProjectFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Each fault is put into a healthy box: that one is found, by its name, and nothing else.
final class DiagnosisIT {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /// A box's facts that a fault changes one of.
    private static final class Facts {
        private Instant now = NOW;
        private boolean isRunning = true;
        private Map<String, String> conditions = Map.of();
        private boolean hasRoute = true;
        private HubReach broker = HubReach.REACHED;
        private HubReach enrolment = HubReach.REACHED;
        private Optional<Instant> certificateEnd = Optional.of(NOW.plus(Duration.ofDays(300)));
        private List<String> microphones = List.of("01-00: USB Audio : capture 1");
        private boolean isFolderWritable = true;
        private long freeMiB = 20_000;
        private Duration writeP99 = Duration.ofMillis(40);
        private Optional<String> proxy = Optional.empty();
        private OptionalDouble noiseDbfs = OptionalDouble.of(-62);
        private OptionalDouble speechFactor = OptionalDouble.of(0.35);
        private OptionalInt cardLifeUsed = OptionalInt.of(10);
        private OptionalInt usedByPartitions = OptionalInt.of(99);
        private long waiting = 3;
        private int javaFeature = 25;

        private List<DoctorFinding> findings() {
            return Diagnosis.of(
                    new BoxFacts(
                            now,
                            isRunning,
                            conditions,
                            hasRoute,
                            broker,
                            enrolment,
                            true,
                            certificateEnd,
                            proxy,
                            microphones,
                            noiseDbfs,
                            speechFactor,
                            isFolderWritable,
                            freeMiB,
                            writeP99,
                            cardLifeUsed,
                            usedByPartitions,
                            waiting,
                            javaFeature));
        }
    }

    /// @param what for the table
    private record Fault(String what, Facts facts) {}

    /// By the finding that is expected.
    private static Map<String, Fault> faults() {
        var faults = new LinkedHashMap<String, Fault>();
        put(faults, "not-running", "the box's software ended", facts -> facts.isRunning = false);
        put(faults, "java-too-old", "an older Java", facts -> facts.javaFeature = 17);
        put(faults, "outbox-deep", "5,000 entries wait", facts -> facts.waiting = 5_000);
        put(
                faults,
                "clock-in-the-past",
                "the clock starts in 1970",
                facts -> facts.now = Instant.EPOCH.plusSeconds(30));
        put(
                faults,
                "no-network",
                "the cable is out",
                facts -> {
                    facts.hasRoute = false;
                    facts.broker = HubReach.TIMED_OUT;
                    facts.enrolment = HubReach.UNRESOLVED;
                });
        putReach(faults, "broker", (facts, reach) -> facts.broker = reach);
        putReach(faults, "enrolment", (facts, reach) -> facts.enrolment = reach);
        put(
                faults,
                "no-certificate",
                "the box never enrolled",
                facts -> facts.certificateEnd = Optional.empty());
        put(
                faults,
                "certificate-ends",
                "its certificate has three days left",
                facts -> facts.certificateEnd = Optional.of(NOW.plus(Duration.ofDays(3))));
        put(
                faults,
                "microphone-noisy",
                "a fan blows at the microphone",
                facts -> facts.noiseDbfs = OptionalDouble.of(-31));
        put(
                faults,
                "broker-behind-proxy",
                "no way to the broker but a proxy",
                facts -> {
                    facts.proxy = Optional.of("https_proxy=http://proxy.example:3128");
                    facts.broker = HubReach.TIMED_OUT;
                });
        put(
                faults,
                "speech-slow",
                "a model that is too large for the box",
                facts -> facts.speechFactor = OptionalDouble.of(1.31));
        put(faults, "no-microphone", "no capture device", facts -> facts.microphones = List.of());
        put(
                faults,
                "data-not-writable",
                "the card turned read-only",
                facts -> facts.isFolderWritable = false);
        put(faults, "space-low", "100 MiB free", facts -> facts.freeMiB = 100);
        put(
                faults,
                "writes-slow",
                "one in a hundred forced writes takes three seconds",
                facts -> facts.writeP99 = Duration.ofSeconds(3));
        put(
                faults,
                "card-worn",
                "the card says 90 % of its life are over",
                facts -> facts.cardLifeUsed = OptionalInt.of(90));
        put(
                faults,
                "partition-not-expanded",
                "partitions cover 15 % of the card",
                facts -> facts.usedByPartitions = OptionalInt.of(15));
        for (var condition : DeviceCondition.values()) {
            put(
                    faults,
                    condition.code(),
                    "the running box says: " + condition.details().title(),
                    facts -> facts.conditions = Map.of(condition.code(), "as seen"));
        }
        return faults;
    }

    private static void putReach(
            Map<String, Fault> faults, String what, BiConsumer<Facts, HubReach> change) {
        var ends =
                Map.of(
                        HubReach.UNRESOLVED, "-name-unknown",
                        HubReach.REFUSED, "-refused",
                        HubReach.TIMED_OUT, "-blocked",
                        HubReach.STRANGER, "-intercepted",
                        HubReach.NOT_TLS, "-not-tls",
                        HubReach.NOT_VALID_NOW, "-certificate-time");
        for (var reach : HubReach.values()) {
            var end = ends.get(reach);
            if (end != null) {
                var word = reach.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                put(
                        faults,
                        what + end,
                        "the hub's %s port: %s".formatted(what, word),
                        facts -> change.accept(facts, reach));
            }
        }
    }

    private static void put(
            Map<String, Fault> faults, String id, String what, Consumer<Facts> change) {
        var facts = new Facts();
        change.accept(facts);
        faults.put(id, new Fault(what, facts));
    }

    @Test
    void aHealthyBoxHasNoFinding() {
        assertThat(new Facts().findings()).isEmpty();
    }

    @Test
    void aBoxThatJustKeepsUpOrHasHeardNothingYetIsNotCalledSlow() {
        var facts = new Facts();

        for (var factor : List.of(OptionalDouble.of(0.8), OptionalDouble.empty())) {
            facts.speechFactor = factor;
            assertThat(facts.findings()).isEmpty();
        }
    }

    @Test
    void eachFaultIsNamedAloneWithEvidenceAndCure() {
        assertThat(faults()).hasSizeGreaterThan(40);
        faults().forEach((id, fault) -> {
            var findings = fault.facts().findings();
            assertThat(findings).as(id).extracting(DoctorFinding::id).containsExactly(id);
            assertThat(findings.getFirst().evidence()).as(id).isNotBlank();
            assertThat(findings.getFirst().fix()).as(id).hasSizeGreaterThan(15);
        });
    }

    @Test
    void theWorstComesFirst() {
        var facts = new Facts();
        facts.freeMiB = 1;
        facts.isRunning = false;

        assertThat(facts.findings())
                .extracting(DoctorFinding::id)
                .containsExactly("not-running", "space-low");
    }

    @Test
    void theDocumentHasTheTable() {
        var table =
                new StringBuilder(
                        "| seeded fault | finding | severity | what to do |\n|---|---|---|---|\n");
        faults().forEach((id, fault) -> {
            var finding = fault.facts().findings().getFirst();
            table.append(
                    "| %s | `%s` | %s | %s |\n"
                            .formatted(fault.what(), id, finding.severity().word(), finding.fix()));
        });

        var document = new GeneratedSection(ProjectFolder.resolve("docs/operations.md"), "doctor");
        assertThat(document.textFor(table.toString())).isEqualTo(table.toString());
    }
}
