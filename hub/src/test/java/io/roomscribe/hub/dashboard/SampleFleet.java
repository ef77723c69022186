package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.identity.IdentityConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What technicians see of a hub that has been at work for a while: a box that was examined and
/// accepted, boxes with certificates and one that asks for one, a roll-out, a booked room.
final class SampleFleet {
    private static final String BOOKED =
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Roomscribe//test//EN
            BEGIN:VEVENT
            UID:1@example.org
            DTSTAMP:20260301T080000Z
            DTSTART:20260304T100000Z
            DTEND:20260304T110000Z
            SUMMARY:Weekly project meeting
            ATTENDEE;CN=Anna Berg:mailto:anna@example.org
            ATTENDEE;CN=Martin Roth:mailto:martin@example.org
            END:VEVENT
            BEGIN:VEVENT
            UID:2@example.org
            DTSTAMP:20260301T080000Z
            DTSTART:20260304T110000Z
            DTEND:20260304T113000Z
            SUMMARY:Budget for the second quarter
            END:VEVENT
            BEGIN:VEVENT
            UID:3@example.org
            DTSTAMP:20260301T080000Z
            DTSTART:20260306T090000Z
            DTEND:20260306T100000Z
            SUMMARY:Release checklist
            END:VEVENT
            END:VCALENDAR
            """;

    private SampleFleet() {}

    /// For a hub that boxes get certificates from.
    static Optional<HubIdentity> identity(Path folder, HubDatabase database) {
        var random = new SecureRandom();
        Authority.init(
                new AuthorityFolder(folder.resolve("identity")),
                ServerNames.parse(List.of("localhost")),
                Clock.systemUTC(),
                random,
                false);
        return HubIdentity.open(
                IdentityConfig.defaults(),
                folder,
                database,
                new HealthBoard(System::nanoTime),
                Clock.systemUTC(),
                System::nanoTime,
                random);
    }

    static void put(SampleHub hub, Path folder) {
        supportBundle(folder);
        hub.askedAndConfigured();
        examined(hub);
        accepted(hub);
        identities(hub);
        SampleRollout.put(hub, folder);
        var _ = hub.calendars.setFile(SampleHub.ROOM, BOOKED.replace("\n", "\r\n"), "sample-admin");
    }

    /// So many more boxes that they are shown in a table.
    static void many(SampleHub hub) {
        for (var i = 1; i <= 9; i++) {
            hub.room("floor-" + i, "Floor 2, room " + i);
            hub.device("box-f0" + i, "floor-" + i, i != 4, i == 4 ? "offline" : "recording");
        }
        hub.condition("box-f07", "storage-slow", "warning", "Writing takes 900 ms.");
    }

    private static void examined(SampleHub hub) {
        hub.condition(
                SampleHub.DEVICE.value(), "microphone-clipping", "warning", "cut off 3 % of it");
        hub.sql(
                """
                insert into device_command (id, device_id, command, issued_at, expires_at,
                    outcome, reason, result)
                values ('00000000-0000-0000-0000-0000000000aa', ?, '{"name":"doctor"}', ?, ?,
                    'done', '', ?)
                """,
                SampleHub.DEVICE.value(),
                SampleHub.NOW.minusSeconds(40),
                SampleHub.NOW.plusSeconds(20),
                """
                {"type":"diagnosis","findings":[{"id":"gain-high","severity":"warning",\
                "evidence":"the highest sample of the last minute is at -0.1 dBFS",\
                "fix":"run 'alsamixer', press F4, take 'Capture' down by ten"},\
                {"id":"writes-slow","severity":"warning",\
                "evidence":"the 99th of 100 small forced writes took 900 ms",\
                "fix":"replace the memory card soon"}]}\
                """);
    }

    private static void accepted(SampleHub hub) {
        var recording = new RecordingId(0x00c0ffee00c0ffeeL);
        var at = SampleHub.NOW.minus(Duration.ofDays(2));
        var heard =
                new CommandResult.PhraseHeard(
                        new Stretch(recording, 160_000, 192_000),
                        new CommandResult.AudioFigures(12, -3.5, -28.25, -61.5, 0.25),
                        List.of(-61, -20, -12, -61),
                        true,
                        9,
                        9,
                        List.of(3),
                        0);
        var accepted =
                new EntryBody.Acceptance(
                        UUID.fromString("0d9f6f5e-7c55-4a2b-9c13-2f6c8a4b7e10"),
                        SampleHub.ROOM,
                        at,
                        "Kim",
                        "but this will be needed in the future certainly",
                        -61.5,
                        heard,
                        new ChunkId(recording, 0),
                        new StreamId(1),
                        List.of(41L),
                        "0.1.0");
        var signed =
                SignedReport.of(
                        new AcceptanceReport(
                                SampleHub.DEVICE,
                                "Boardroom",
                                "good",
                                accepted,
                                List.of(new AcceptanceReport.Row(1, SampleHub.MEETING)),
                                at),
                        HubKey.make());
        hub.sql(
                "insert into acceptance (id, device_id, accepted_at, report) values (?, ?, ?, ?)",
                accepted.id().toString(),
                SampleHub.DEVICE.value(),
                at,
                signed.text());
    }

    private static void identities(SampleHub hub) {
        hub.sql(
                """
                insert into enrolment_request (key_hash, device_id, box_serial, address,
                    asked_at, last_at, state)
                values (?, 'room-7', '10000000abcd', '10.0.0.7', ?, ?, 'waiting')
                """,
                "3fa291cc07be" + "0".repeat(52),
                SampleHub.NOW.minusSeconds(90),
                SampleHub.NOW);
        var boxes = List.of(SampleHub.DEVICE.value(), "box-studio", "box-garden");
        for (var box : boxes) {
            var place = boxes.indexOf(box);
            hub.sql(
                    """
                    insert into device_certificate (serial, device_id, key_hash, claim_hash, chain,
                        issued_at, not_after, end_reason)
                    values (?, ?, '', '', '', ?, ?, '')
                    """,
                    "4f0c91aa%d".formatted(place),
                    box,
                    SampleHub.NOW.minus(Duration.ofDays(80)),
                    SampleHub.NOW.plus(Duration.ofDays(310 - 145L * place)));
        }
        hub.sql(
                "update device_certificate set connected_at = issued_at where device_id <> ?",
                "box-studio");
        event(hub, SampleHub.DEVICE.value(), "certificate-renewed", "certificate 4f0c91aa0");
        event(hub, "room-9", "refused", "the claim has run out");
        event(hub, "room-7", "asked-to-be-accepted", "shows 3fa2-91cc-07be, from 10.0.0.7");
    }

    private static void event(SampleHub hub, String device, String kind, String detail) {
        hub.sql(
                "insert into identity_event (at, device_id, kind, detail) values (?, ?, ?, ?)",
                SampleHub.NOW.minusSeconds(90),
                device,
                kind,
                detail);
    }

    /// A bundle that was fetched a while ago.
    private static void supportBundle(Path folder) {
        var file = "support-20260304-100000-000.zip";
        try {
            var place =
                    Files.createDirectories(
                            folder.resolve("support").resolve(SampleHub.DEVICE.value()));
            Files.writeString(
                    place.resolve("bundle.json"),
                    """
                    {"file": "%s", "bytes": 20480, "sha256": "%s",
                     "expiresAt": "2026-03-05T10:00:00Z"}
                    """
                            .formatted(file, "ab".repeat(32)));
            Files.write(place.resolve(file), new byte[20480]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
