package io.roomscribe.hub.ingest;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.ingest.FrameResult.Alarm;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.protocol.time.Ticker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The way in: link, lanes, committer and acknowledgements, put together.
///
/// Thread-safe.
public final class Ingest {
    /// MQTT client id of every hub; at the built-in broker also its user name.
    public static final String CLIENT_ID = "roomscribe-hub";

    private static final Duration SESSION_EXPIRY = Duration.ofDays(7);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(30);

    private final Lanes lanes;
    private final LiveFeed live;
    private final AckSender acks;
    private final DeviceSender sender;
    private final Committer committer;
    private final IngestCounters counters = new IngestCounters();
    private final HealthBoard board;
    private final Ticker ticker;
    private final RandomGenerator random;

    /// @param handlers apply each entry in this order
    /// @param roomOf the room that a box last said it stands in
    /// @param random makes the hub's epoch when the database is new
    public Ingest(
            IngestConfig config,
            HubDatabase database,
            List<EntryHandler> handlers,
            Function<DeviceId, Optional<RoomId>> roomOf,
            HubEvents events,
            HealthBoard board,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this(config, database, handlers, roomOf, events, board, clock, ticker, random, () -> {});
    }

    /// @param beforeAcknowledging where a test lets the hub die
    Ingest(
            IngestConfig config,
            HubDatabase database,
            List<EntryHandler> handlers,
            Function<DeviceId, Optional<RoomId>> roomOf,
            HubEvents events,
            HealthBoard board,
            Clock clock,
            Ticker ticker,
            RandomGenerator random,
            Runnable beforeAcknowledging) {
        this.board = board;
        this.ticker = ticker;
        this.random = random;
        this.lanes = new Lanes(config.queue());
        this.live = new LiveFeed(events, counters, roomOf, new ClockComparison(board, clock));
        var epoch = HubEpoch.open(database, random, clock.instant());
        if (epoch.isRestored()) {
            board.raise(HubCondition.DATABASE_RESTORED, "epoch " + epoch.id());
        }
        this.acks = new AckSender(database, epoch.id(), config.pace(), clock);
        this.sender = new DeviceSender(clock);
        this.committer =
                new Committer(
                        lanes,
                        database,
                        handlers,
                        acks,
                        events,
                        counters,
                        clock,
                        board,
                        epoch,
                        beforeAcknowledging);
    }

    /// Starts taking in from a broker.
    public void start(Supervisor supervisor, URI broker, String username, String password) {
        var config =
                new LinkConfig(
                        broker,
                        CLIENT_ID,
                        username,
                        password,
                        false,
                        SESSION_EXPIRY,
                        HubLink.RECEIVE_MAX,
                        KEEP_ALIVE,
                        ACK_TIMEOUT,
                        true);
        supervisor.startPlatform("ingest-committer", committer::run);
        supervisor.start("ingest-acks", acks::run);
        supervisor.start("ingest-live", live::run);
        var link = new HubLink(config, lanes, live, acks, sender, counters, board, ticker, random);
        supervisor.start("ingest-link", link::run);
    }

    /// The way out, for whatever is not an acknowledgement.
    public DeviceSender sender() {
        return sender;
    }

    public IngestCounters counters() {
        return counters;
    }

    static HubCondition condition(Alarm alarm) {
        return switch (alarm) {
            case CONFLICT -> HubCondition.STREAM_CONFLICT;
            case BROKEN_CHAIN -> HubCondition.STREAM_CHAIN_BROKEN;
            case UNAPPLIED -> HubCondition.ENTRY_NOT_APPLIED;
            case LOST -> HubCondition.ENTRIES_LOST;
        };
    }
}
