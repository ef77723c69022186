package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The day of a technician: a hundred boxes of one table, ten of them with something wrong, at one
/// hub that is a process, by the commands that a technician types.
final class TechnicianDaySystemTest {
    private static final int BOXES = 100;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TAKE_OVERS_MAX = 10;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Map<String, SimulatedBox> boxes = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final Map<String, String> expected = new TreeMap<>();
    @TempDir private Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes a minute; run it with -Dslow=true")
    void theResultTableNamesEveryFaultAndNoOther() throws Exception {
        System.out.println("a technician's day, seed " + seed);
        var names = IntStream.rangeClosed(1, BOXES).mapToObj("room-%03d"::formatted).toList();
        try (var site = new EnrolledSite(folder)) {
            var table = site.write("rooms.csv", table(names));
            var pins = site.initialise();
            var applied =
                    site.roomscribe(
                            "plan", "apply", table.toString(), "--hub-folder", site.hub.toString());
            assertThat(applied.exitCode()).as(applied.text()).isZero();
            readClaims(table);
            site.startHub();
            var api = new HubApi(site.httpPort);
            site.awaitClaims();

            commission(site, pins, names);

            awaitOffline(api);
            var status =
                    site.roomscribe(
                            "plan",
                            "status",
                            table.toString(),
                            "--json",
                            "--hub",
                            "http://127.0.0.1:" + site.httpPort,
                            "--password-file",
                            folder.resolve("password").toString());
            assertThat(states(status)).as("seed " + seed).isEqualTo(expected);
            assertThat(status.exitCode()).isEqualTo(1);
        } finally {
            boxes.values().forEach(SimulatedBox::close);
        }
    }

    private void commission(EnrolledSite site, List<Pin> pins, List<String> names)
            throws Exception {
        var order = new ArrayList<>(names);
        var random = new Random(seed);
        Collections.shuffle(order, random);
        for (var name : names) {
            boxes.put(name, new SimulatedBox(name, pins, random.nextLong()));
            expected.put(name, "connected");
        }
        faults(site, order, random);
        try (var tasks = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<java.util.concurrent.Future<?>>();
            for (var name : order.subList(10, BOXES)) {
                all.add(
                        tasks.submit(() -> {
                            accept(site, name);
                            return name;
                        }));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    private void faults(EnrolledSite site, List<String> order, Random random) throws Exception {
        refused(site, order.get(0), Claim.of(random).text(), serial(order.get(0)));
        refused(site, order.get(1), claim(order.get(1)), "another machine");
        refused(site, order.get(2), claim(order.get(3)), serial(order.get(2)));
        refused(site, order.get(3), claim(order.get(2)), serial(order.get(3)));
        assertThat(box(order.get(4)).enrol(site.enrolmentPort, "", serial(order.get(4))))
                .isInstanceOf(EnrolmentAnswer.Waiting.class);
        expected.put(order.get(4), "waiting");
        expected.put(order.get(5), "absent");
        enrol(site, order.get(6));
        expected.put(order.get(6), "enrolled");
        accept(site, order.get(7));
        box(order.get(7)).leave();
        expected.put(order.get(7), "offline");
        revoked(site, order.get(8));
        copied(site, order.get(9), random.nextLong());
    }

    private void refused(EnrolledSite site, String name, String claim, String serial) {
        assertThat(box(name).enrol(site.enrolmentPort, claim, serial))
                .isInstanceOf(EnrolmentAnswer.Refused.class);
        expected.put(name, "refused");
    }

    private SimulatedBox box(String name) {
        return Objects.requireNonNull(boxes.get(name));
    }

    private String claim(String name) {
        return Objects.requireNonNull(claims.get(name));
    }

    private void enrol(EnrolledSite site, String name) {
        assertThat(box(name).enrol(site.enrolmentPort, claim(name), serial(name)))
                .isInstanceOf(EnrolmentAnswer.Issued.class);
    }

    private void accept(EnrolledSite site, String name) throws Exception {
        enrol(site, name);
        var box = box(name);
        box.connect(site.tlsPort);
        box.send();
        box.awaitAcknowledgement(SOON);
    }

    private void revoked(EnrolledSite site, String name) throws Exception {
        accept(site, name);
        var ran = site.roomscribe("device", "revoke", name, "--hub-folder", site.hub.toString());
        assertThat(ran.exitCode()).as(ran.text()).isZero();
        box(name).awaitLoss(SOON);
        expected.put(name, "revoked");
    }

    private void copied(EnrolledSite site, String name, long copySeed) throws Exception {
        accept(site, name);
        var copy = box(name).copy(copySeed);
        boxes.put("copy of " + name, copy);
        var turns = List.of(copy, box(name));
        var isRefused = false;
        for (var i = 0; i < TAKE_OVERS_MAX && !isRefused; i++) {
            try {
                turns.get(i % 2).connect(site.tlsPort);
            } catch (LinkException e) {
                isRefused = e.code() == LinkException.Code.REFUSED_LOGIN;
            }
        }
        assertThat(isRefused).isTrue();
        expected.put(name, "copied");
    }

    private static String serial(String name) {
        return "serial-" + name;
    }

    private static String table(List<String> names) {
        var table = new StringBuilder("device,room-name,serial\r\n");
        names.forEach(
                name -> table.append("%s,Room %s,%s\r\n".formatted(name, name, serial(name))));
        return table.toString();
    }

    private void readClaims(Path table) throws IOException {
        for (var line : Files.readAllLines(table.resolveSibling("rooms.csv.claims"))) {
            var cells = line.split(",", -1);
            claims.put(cells[0], cells[2]);
        }
    }

    private void awaitOffline(HubApi api) {
        Await.until(
                "boxes to be offline",
                SOON,
                () -> online(api).stream().noneMatch(this::shouldBeOffline),
                () -> online(api).toString());
    }

    private boolean shouldBeOffline(String name) {
        var state = expected.getOrDefault(name, "");
        return state.equals("offline") || state.equals("revoked");
    }

    private static List<String> online(HubApi api) {
        var names = new ArrayList<String>();
        for (var one : api.json("/api/v1/devices").path("devices")) {
            if (one.path("online").asBoolean()) {
                names.add(one.path("id").asText());
            }
        }
        return names;
    }

    private static Map<String, String> states(EnrolledSite.Ran ran) throws IOException {
        var line = ran.output().stream().filter(one -> one.startsWith("{")).findFirst();
        assertThat(line).as(ran.text()).isPresent();
        var states = new TreeMap<String, String>();
        for (JsonNode box : new ObjectMapper().readTree(line.get()).path("boxes")) {
            states.put(box.path("device").asText(), box.path("state").asText());
            if (!box.path("state").asText().equals("connected")) {
                assertThat(box.path("next").asText()).isNotEmpty();
            }
        }
        return states;
    }
}
