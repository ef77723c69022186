package io.roomscribe.hub.ingest;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.ingest.Lanes.Inbound;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.protocol.supervision.StopSignal;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The only writer of what boxes send: takes from all lanes, applies as much as is there in one
/// transaction, makes it safe on disk, and only then acknowledges to the broker, acknowledges to
/// the boxes and tells the events, in this order.
///
/// Confined to its thread, `ingest-committer`, which nobody interrupts. When the database fails,
/// the messages in hand are kept and tried again at the next run.
final class Committer {
    private static final System.Logger LOG = System.getLogger(Committer.class.getName());
    private static final int BATCH_MAX = 64;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration ELAPSED_EVERY = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final HubDatabase database;
    private final List<EntryHandler> handlers;
    private final AckSender acks;
    private final HubEvents events;
    private final IngestCounters counters;
    private final Clock clock;
    private final HealthBoard board;
    private final HubEpoch epoch;
    private final Runnable beforeAcknowledging;
    private final MessageCodec codec = new MessageCodec();
    private List<Inbound> inHand = List.of();
    private Instant elapsedAt = Instant.MIN;

    /// A box's stream whose watermark is to be told.
    record Told(DeviceId device, StreamId stream) {}

    /// @param beforeAcknowledging where a test lets the hub die; does nothing otherwise
    Committer(
            Lanes lanes,
            HubDatabase database,
            List<EntryHandler> handlers,
            AckSender acks,
            HubEvents events,
            IngestCounters counters,
            Clock clock,
            HealthBoard board,
            HubEpoch epoch,
            Runnable beforeAcknowledging) {
        this.lanes = lanes;
        this.database = database;
        this.handlers = List.copyOf(handlers);
        this.acks = acks;
        this.events = events;
        this.counters = counters;
        this.clock = clock;
        this.board = board;
        this.epoch = epoch;
        this.beforeAcknowledging = beforeAcknowledging;
    }

    void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            if (inHand.isEmpty()) {
                inHand = lanes.take(BATCH_MAX, IDLE);
            }
            try {
                if (!inHand.isEmpty()) {
                    commit();
                }
                elapse();
                board.clear(HubCondition.DATABASE_FAILING);
            } catch (StoreException e) {
                board.raise(HubCondition.DATABASE_FAILING, String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /// What a transaction did; counts only once it is committed.
    private static final class Outcome {
        private final IngestTransaction transaction;
        private final Set<Told> told = new LinkedHashSet<>();
        private final Map<DeviceId, List<FrameResult>> results = new LinkedHashMap<>();
        private int garbage;

        private Outcome(IngestTransaction transaction) {
            this.transaction = transaction;
        }

        private void add(DeviceId device, FrameResult result) {
            results.computeIfAbsent(device, _ -> new ArrayList<>()).add(result);
        }
    }

    private void commit() {
        if (Sabotage.ACK_BEFORE_STORE.isOn()) {
            inHand.forEach(inbound -> inbound.acknowledge().run());
        }
        var outcome = database.inTransaction(handle -> apply(handle, inHand));
        database.barrier();
        epoch.counted();
        beforeAcknowledging.run();
        inHand.forEach(inbound -> inbound.acknowledge().run());
        inHand = List.of();
        acks.tell(outcome.told);
        count(outcome);
        outcome.transaction.events().forEach(events::publish);
    }

    private void count(Outcome outcome) {
        counters.committed();
        counters.garbageSeen(outcome.garbage);
        outcome.results.forEach((device, results) ->
                results.forEach(result -> {
                    counters.add(result);
                    result.alarm()
                            .ifPresent(
                                    alarm -> board.raise(Ingest.condition(alarm), "box " + device));
                }));
    }

    private Outcome apply(Handle handle, List<Inbound> batch) {
        var outcome = new Outcome(new IngestTransaction(handle, clock.instant()));
        for (var inbound : batch) {
            try {
                outcome.transaction.undoable(() -> apply(outcome, inbound));
            } catch (ProtocolException e) {
                ignore(outcome, inbound, String.valueOf(e.getMessage()));
            } catch (JdbiException e) {
                if (!StoreException.isRefusal(e)) {
                    throw e;
                }
                ignore(outcome, inbound, "its values were refused by the database");
            } catch (IllegalArgumentException e) {
                ignore(outcome, inbound, "not valid");
            }
        }
        epoch.count(handle);
        return outcome;
    }

    /// Bringing it again would change nothing.
    private static void ignore(Outcome outcome, Inbound inbound, String reason) {
        outcome.garbage++;
        LOG.log(
                Level.WARNING,
                "Message ignored device={0} leaf={1} bytes={2} reason={3}",
                inbound.device(),
                inbound.leaf(),
                Integer.toString(inbound.payload().length),
                reason);
    }

    private void apply(Outcome outcome, Inbound inbound) {
        var envelope = codec.decode(inbound.payload());
        if (!envelope.device().equals(inbound.device())) {
            throw new ProtocolException("the envelope names another device");
        }
        switch (envelope.body()) {
            case Message.OutboxFrame frame -> applyFrame(outcome, envelope, frame);
            case Message.Birth birth -> applyBirth(outcome, envelope, birth);
            case Message.Reply reply ->
                    handlers.forEach(handler ->
                            handler.reply(outcome.transaction, envelope.device(), reply));
            case Message.TwinReported twin ->
                    handlers.forEach(handler ->
                            handler.reported(outcome.transaction, envelope.device(), twin));
            case Message.Partial _,
                    Message.Level _,
                    Message.Ack _,
                    Message.Command _,
                    Message.TwinDesired _ ->
                    throw new ProtocolException("a message that does not belong on this topic");
        }
    }

    private void applyFrame(Outcome outcome, Envelope envelope, Message.OutboxFrame frame) {
        var device = envelope.device();
        var result = open(outcome.transaction, envelope).take(frame);
        handlers.forEach(handler -> handler.seen(outcome.transaction, device));
        outcome.add(device, result);
        outcome.told.add(new Told(device, envelope.stream()));
    }

    private void applyBirth(Outcome outcome, Envelope envelope, Message.Birth birth) {
        var device = envelope.device();
        if (birth.firstSequence() > birth.lastSequence() + 1) {
            // Believing it would acknowledge what was never sent.
            throw new ProtocolException("a birth whose first sequence is past its last");
        }
        handlers.forEach(
                handler -> handler.birth(outcome.transaction, device, envelope.stream(), birth));
        if (birth.online() && !envelope.stream().equals(Message.NO_STREAM)) {
            var stream = open(outcome.transaction, envelope);
            outcome.add(device, stream.skipTo(birth.firstSequence()));
            outcome.told.add(new Told(device, envelope.stream()));
        }
    }

    private StreamIngest open(IngestTransaction transaction, Envelope envelope) {
        return StreamIngest.open(
                transaction, envelope.device(), envelope.stream(), handlers, codec);
    }

    private void elapse() {
        var now = clock.instant();
        // A clock that was set back must not silence this for as long.
        if (now.isBefore(elapsedAt.plus(ELAPSED_EVERY)) && !now.isBefore(elapsedAt)) {
            return;
        }
        elapsedAt = now;
        epoch.write();
        var done =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, now);
                    handlers.forEach(handler -> handler.elapsed(transaction));
                    return transaction;
                });
        done.events().forEach(events::publish);
    }
}
