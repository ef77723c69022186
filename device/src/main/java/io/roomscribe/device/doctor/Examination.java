package io.roomscribe.device.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Looks at the machine and at what its software says, and tells what is not as it should be. Takes
/// some seconds; writes one small file and deletes it again.
///
/// Confined to one thread.
public final class Examination {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int WRITES = 100;
    private static final int WRITE_BYTES = 4096;
    private static final long MEBIBYTE = 1024 * 1024;

    private final Path root;
    private final Path dataFolder;
    private final Optional<URI> broker;
    private final Optional<URI> enrolment;
    private final PinnedTrust trust;
    private final Optional<Instant> certificateEnd;
    private final Supplier<OptionalDouble> noise;
    private final Supplier<OptionalDouble> speechFactor;
    private final Clock clock;
    private final Ticker ticker;

    /// @param root `/`, or another folder in tests
    /// @param noise measures the microphone's noise floor; empty where nobody can
    /// @param speechFactor measures the recogniser; asked only while the box does not run, which
    ///   tells its own figure otherwise
    /// @param enrolment the hub's enrolment port, empty for a box that logs in with a password
    public Examination(
            Path root,
            Path dataFolder,
            Optional<URI> broker,
            Optional<URI> enrolment,
            PinnedTrust trust,
            Optional<Instant> certificateEnd,
            Supplier<OptionalDouble> noise,
            Supplier<OptionalDouble> speechFactor,
            Clock clock,
            Ticker ticker) {
        this.root = root;
        this.dataFolder = dataFolder;
        this.broker = broker;
        this.enrolment = enrolment;
        this.trust = trust;
        this.certificateEnd = certificateEnd;
        this.noise = noise;
        this.speechFactor = speechFactor;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// The worst first; empty for a healthy box.
    public List<DoctorFinding> findings() {
        return Diagnosis.of(facts());
    }

    BoxFacts facts() {
        var status = status();
        var writes = writeP99();
        return new BoxFacts(
                clock.instant(),
                status.isPresent(),
                status.map(Examination::conditions).orElse(Map.of()),
                hasRoute(),
                Reachability.of(broker, trust),
                Reachability.of(enrolment, trust),
                enrolment.isPresent(),
                certificateEnd,
                proxy(),
                microphones(),
                noise.get(),
                status.map(Examination::ownSpeechFactor).orElseGet(speechFactor),
                writes.isPresent(),
                freeMiB(),
                writes.orElse(Duration.ZERO),
                cardLifeUsed(),
                usedByPartitions(),
                status.map(it -> it.path("waiting").asLong()).orElse(0L),
                Runtime.version().feature());
    }

    /// What the running box writes each second.
    private Optional<JsonNode> status() {
        var file = dataFolder.resolve("status.json");
        try {
            var age =
                    Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
            return age.abs().compareTo(FRESH) < 0
                    ? Optional.of(new ObjectMapper().readTree(file.toFile()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What the running box measured on what was said lately.
    private static OptionalDouble ownSpeechFactor(JsonNode status) {
        var factor = status.path("speechFactor").asDouble();
        return factor > 0 ? OptionalDouble.of(factor) : OptionalDouble.empty();
    }

    private static Map<String, String> conditions(JsonNode status) {
        var conditions = new LinkedHashMap<String, String>();
        for (var one : status.path("conditions")) {
            conditions.put(one.path("code").asText(), one.path("evidence").asText());
        }
        return conditions;
    }

    /// A route to everywhere, of either internet protocol.
    private boolean hasRoute() {
        return lines("proc/net/route").stream()
                        .map(line -> line.split("\\s+", -1))
                        .anyMatch(cells -> cells.length > 7 && cells[1].equals("00000000"))
                || lines("proc/net/ipv6_route").stream()
                        .anyMatch(line ->
                                line.startsWith("0".repeat(32) + " 00") && !line.endsWith(" lo"));
    }

    /// Devices of the kernel's sound that can record.
    private List<String> microphones() {
        return lines("proc/asound/pcm").stream().filter(line -> line.contains("capture")).toList();
    }

    private long freeMiB() {
        try {
            return Files.getFileStore(dataFolder).getUsableSpace() / MEBIBYTE;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Empty when nothing can be written.
    private Optional<Duration> writeP99() {
        var took = new ArrayList<Duration>();
        try {
            var file = Files.createTempFile(dataFolder, "doctor", ".tmp");
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (var i = 0; i < WRITES; i++) {
                    var began = ticker.nanos();
                    channel.write(ByteBuffer.allocate(WRITE_BYTES));
                    channel.force(false);
                    took.add(ticker.since(began));
                }
            } finally {
                Files.deleteIfExists(file);
            }
            took.sort(Comparator.naturalOrder());
            return Optional.of(took.get(took.size() - 2));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// As programs are told it that are started at a login.
    private Optional<String> proxy() {
        return lines("etc/environment").stream()
                .filter(line ->
                        line.toLowerCase(Locale.ROOT).matches("\\s*(export )?https?_proxy=.+"))
                .findFirst();
    }

    /// eMMC and some cards tell it in steps of ten percent, two of them.
    private OptionalInt cardLifeUsed() {
        return lines("sys/block/mmcblk0/device/life_time").stream()
                .flatMap(line -> List.of(line.split("\\s+", -1)).stream())
                .filter(step -> step.matches("0x[0-9a-fA-F]{1,2}"))
                .mapToInt(step -> Integer.parseInt(step.substring(2), 16) * 10)
                .max();
    }

    private OptionalInt usedByPartitions() {
        var card = sectors("sys/block/mmcblk0/size");
        var used =
                sectors("sys/block/mmcblk0/mmcblk0p1/size")
                        + sectors("sys/block/mmcblk0/mmcblk0p2/size")
                        + sectors("sys/block/mmcblk0/mmcblk0p3/size");
        return card == 0 ? OptionalInt.empty() : OptionalInt.of((int) (used * 100 / card));
    }

    private long sectors(String name) {
        return lines(name).stream()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,15}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(root.resolve(name));
        } catch (IOException e) {
            return List.of();
        }
    }
}
