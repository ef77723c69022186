package io.roomscribe.device.doctor;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Facts in, findings out: nothing is measured here, so that every fault can be tried.
///
/// Confined to one call.
final class Diagnosis {
    /// Before this release was written: no clock that says so is right.
    private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

    private static final Duration CERTIFICATE_LEFT_MIN = Duration.ofDays(14);
    private static final Duration WRITE_MAX = Duration.ofMillis(500);

    /// Speech a few metres away comes with about -30.
    private static final double NOISE_MAX_DBFS = -40;

    /// At 1 its words never catch up; a box gets slower than it was measured when it gets hot.
    private static final double SPEECH_FACTOR_MAX = 0.8;

    private static final long FREE_MIB_MIN = 512;
    private static final int CARD_LIFE_MAX = 80;
    private static final int PARTITIONS_MIN = 80;
    private static final long WAITING_MAX = 1000;
    private static final int JAVA_MIN = 25;

    private final BoxFacts facts;
    private final List<DoctorFinding> findings = new ArrayList<>();

    private Diagnosis(BoxFacts facts) {
        this.facts = facts;
    }

    /// The worst first.
    static List<DoctorFinding> of(BoxFacts facts) {
        var diagnosis = new Diagnosis(facts);
        diagnosis.software();
        diagnosis.conditions();
        diagnosis.time();
        diagnosis.network();
        diagnosis.identity();
        diagnosis.microphone();
        diagnosis.speech();
        diagnosis.storage();
        return diagnosis.findings.stream()
                .sorted((one, other) -> other.severity().compareTo(one.severity()))
                .toList();
    }

    private void add(boolean isSo, String id, Severity severity, String evidence, String fix) {
        if (isSo) {
            findings.add(new DoctorFinding(id, severity, evidence, fix));
        }
    }

    private void error(boolean isSo, String id, String evidence, String fix) {
        add(isSo, id, Severity.ERROR, evidence, fix);
    }

    private void warning(boolean isSo, String id, String evidence, String fix) {
        add(isSo, id, Severity.WARNING, evidence, fix);
    }

    private void software() {
        error(
                !facts.isRunning(),
                "not-running",
                "its status was not written in the last ten seconds",
                "start it: 'sudo systemctl start roomscribe-device', then 'journalctl -u"
                        + " roomscribe-device -n 50' tells why it ended");
        error(
                facts.javaFeature() < JAVA_MIN,
                "java-too-old",
                "Java " + facts.javaFeature(),
                "install the package's own runtime again: 'sudo apt install --reinstall"
                        + " roomscribe-device'");
        warning(
                facts.waiting() > WAITING_MAX,
                "outbox-deep",
                facts.waiting() + " entries wait for the hub",
                "nothing is lost; let the box reach its hub and look again in an hour");
    }

    /// What the running box says of itself, in its own words.
    private void conditions() {
        facts.conditions()
                .forEach((code, evidence) ->
                        DeviceCondition.ofCode(code)
                                .ifPresent(known ->
                                        findings.add(
                                                new DoctorFinding(
                                                        code,
                                                        known.details().severity(),
                                                        evidence,
                                                        known.details().text()))));
    }

    private void time() {
        error(
                facts.now().isBefore(EARLIEST),
                "clock-in-the-past",
                "the clock says " + facts.now(),
                "let the box reach a time server (UDP port 123) or its hub; 'timedatectl' shows"
                        + " whether it does");
    }

    private void network() {
        error(
                !facts.hasRoute(),
                "no-network",
                "no default route",
                "plug the cable in, or check the Wi-Fi's name and password: 'nmcli device'");
        reach("broker", facts.broker(), "'link.broker'", "8883");
        reach("enrolment", facts.enrolment(), "'identity.hub'", "8443");
    }

    private void reach(String what, HubReach reach, String key, String port) {
        // Without any network, that is the cause.
        if (!facts.hasRoute() && reach != HubReach.STRANGER) {
            return;
        }
        switch (reach) {
            case REACHED, NOT_CONFIGURED -> {
                // As it should be, or not used.
            }
            case UNRESOLVED ->
                    error(
                            true,
                            what + "-name-unknown",
                            "the host in " + key + " has no address",
                            "check the name and the DNS server ('resolvectl status'), or use the"
                                    + " hub's address");
            case REFUSED ->
                    error(
                            true,
                            what + "-refused",
                            "nobody listens at the port of " + key,
                            "check on the hub that it runs, and that 'roomscribe hub init' was run"
                                    + " there");
            case TIMED_OUT -> noAnswer(what, key, port);
            case STRANGER ->
                    error(
                            true,
                            what + "-intercepted",
                            "the certificate there is not the hub's",
                            "let the network's owner leave the connection alone, or compare"
                                    + " 'identity.pins' with what 'roomscribe hub init' shows");
            case NOT_TLS ->
                    error(
                            true,
                            what + "-not-tls",
                            "what answers there speaks no TLS",
                            "open a page in a browser on this network: it may ask for a login; check "
                                    + key);
            case NOT_VALID_NOW ->
                    error(
                            true,
                            what + "-certificate-time",
                            "the hub's certificate is not good at this box's time",
                            "set the box's clock, or run 'roomscribe hub init' again on the hub");
        }
    }

    private void noAnswer(String what, String key, String port) {
        var open = "let the network's owner open TCP port %s to the hub".formatted(port);
        if (facts.proxy().isPresent()) {
            error(
                    true,
                    what + "-behind-proxy",
                    "no answer at the port of %s, and this machine is told to use a proxy"
                            .formatted(key),
                    open + " past the proxy; the box uses none");
        } else {
            error(true, what + "-blocked", "no answer at the port of " + key, open);
        }
    }

    private void identity() {
        if (!facts.hasCertificates()) {
            return;
        }
        error(
                facts.certificateEnd().isEmpty(),
                "no-certificate",
                "the box has no certificate",
                "make a claim on the hub ('roomscribe device claim'), then 'roomscribe-device enrol"
                        + " CLAIM'");
        facts.certificateEnd()
                .map(end -> Duration.between(facts.now(), end))
                .ifPresent(left ->
                        warning(
                                left.compareTo(CERTIFICATE_LEFT_MIN) < 0,
                                "certificate-ends",
                                left.isNegative()
                                        ? "its certificate has ended"
                                        : left.toDays() + " days left",
                                "it renews by itself once it reaches the hub's enrolment port;"
                                        + " mend the network"));
    }

    private void microphone() {
        error(
                facts.microphones().isEmpty(),
                "no-microphone",
                "the kernel knows no capture device",
                "plug the microphone into another USB socket; 'arecord -l' must list it");
        warning(
                facts.noiseDbfs().orElse(-120) > NOISE_MAX_DBFS,
                "microphone-noisy",
                "the quietest tenth of five seconds has %.0f dBFS"
                        .formatted(facts.noiseDbfs().orElse(-120)),
                "move the microphone away from fans, projectors and air ducts, then lower its gain"
                        + " (alsamixer, F4)");
    }

    private void speech() {
        warning(
                facts.speechFactor().orElse(0) > SPEECH_FACTOR_MAX,
                "speech-slow",
                String.format(
                        Locale.ROOT,
                        "a second of speech takes %.2f s to recognise",
                        facts.speechFactor().orElse(0)),
                "nothing is lost, words come late: use a smaller model ('roomscribe models list'),"
                        + " and let the box stay cool and well powered ('vcgencmd get_throttled'"
                        + " must say 0x0)");
    }

    private void storage() {
        error(
                !facts.isFolderWritable(),
                "data-not-writable",
                "nothing can be written into the data folder",
                "the card may have turned read-only: look at 'dmesg', replace the card");
        warning(
                facts.freeMiB() < FREE_MIB_MIN,
                "space-low",
                facts.freeMiB() + " MiB free",
                "free space, or lower 'retention.space-max'");
        warning(
                facts.writeP99().compareTo(WRITE_MAX) > 0,
                "writes-slow",
                "the 99th of 100 small forced writes took " + facts.writeP99().toMillis() + " ms",
                "replace the memory card soon");
        warning(
                facts.cardLifeUsed().orElse(0) > CARD_LIFE_MAX,
                "card-worn",
                facts.cardLifeUsed().orElse(0) + " % of the card's life are over",
                "replace the memory card at the next visit");
        warning(
                facts.usedByPartitions().orElse(100) < PARTITIONS_MIN,
                "partition-not-expanded",
                facts.usedByPartitions().orElse(100) + " % of the card are used",
                "run 'sudo raspi-config --expand-rootfs' and restart the box");
    }
}
