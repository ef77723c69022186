package io.roomscribe.hub.ingest;

import io.roomscribe.hub.ingest.FrameResult.Alarm;
import io.roomscribe.hub.ingest.Inbox.Watermark;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;

/// Takes one frame of one stream into the inbox and applies, in sequence, what the watermark
/// reaches. What is known is left alone; what is known with another hash is refused.
///
/// Confined to the committer's thread, one object a frame.
final class StreamIngest {
    private static final System.Logger LOG = System.getLogger(StreamIngest.class.getName());

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final IngestTransaction transaction;
    private final DeviceId device;
    private final StreamId stream;
    private final List<EntryHandler> handlers;
    private final MessageCodec codec;
    private long through;
    private String throughHash;

    /// Highest sequence that waits for a hole to be filled; 0 when none does.
    private long waitingMax;

    private int accepted;
    private int duplicates;
    private int rejected;
    private int unapplied;
    private Optional<Alarm> alarm = Optional.empty();

    private StreamIngest(
            IngestTransaction transaction,
            DeviceId device,
            StreamId stream,
            List<EntryHandler> handlers,
            MessageCodec codec) {
        this.transaction = transaction;
        this.device = device;
        this.stream = stream;
        this.handlers = handlers;
        this.codec = codec;
        var watermark =
                Inbox.watermark(transaction.handle(), device, stream).orElseGet(this::create);
        this.through = watermark.through();
        this.throughHash = watermark.throughHash();
        this.waitingMax = Inbox.highestWaiting(transaction.handle(), device, stream, through);
    }

    static StreamIngest open(
            IngestTransaction transaction,
            DeviceId device,
            StreamId stream,
            List<EntryHandler> handlers,
            MessageCodec codec) {
        return new StreamIngest(transaction, device, stream, handlers, codec);
    }

    private Watermark create() {
        var watermark = new Watermark(0, HashChain.genesis(stream));
        Inbox.create(transaction.handle(), device, stream, watermark, transaction.now());
        return watermark;
    }

    FrameResult take(OutboxFrame frame) {
        var known = known(frame.entries());
        for (var entry : frame.entries()) {
            take(entry, known);
        }
        applyWaiting();
        return finish();
    }

    /// The box can send nothing before `firstSequence` any more: whatever is missing before it is
    /// lost to this hub, and must not hold up the rest.
    FrameResult skipTo(long firstSequence) {
        if (firstSequence > through + 1) {
            LOG.log(
                    Level.WARNING,
                    "Entries are gone from the box, going on without them device={0} from={1}"
                            + " to={2}",
                    device,
                    Long.toString(through + 1),
                    Long.toString(firstSequence - 1));
            applyBehindTheHole(firstSequence);
            through = firstSequence - 1;
            throughHash = "";
            applyWaiting();
        }
        return finish();
    }

    /// What was accepted beyond the hole is here: it is not lost with it.
    private void applyBehindTheHole(long firstSequence) {
        var last = Math.min(firstSequence - 1, waitingMax);
        for (var sequence = through + 1; sequence <= last; sequence++) {
            var waiting = Inbox.waiting(transaction.handle(), device, stream, sequence);
            if (waiting.isPresent() && apply(waiting.get())) {
                Inbox.markApplied(transaction.handle(), device, stream, sequence);
            }
        }
    }

    private Map<Long, String> known(List<Entry> entries) {
        var from = entries.stream().mapToLong(Entry::sequence).min().orElseThrow();
        var to = entries.stream().mapToLong(Entry::sequence).max().orElseThrow();
        return Inbox.known(transaction.handle(), device, stream, new Range(from, to));
    }

    private void take(Entry entry, Map<Long, String> known) {
        if (!HASH.matcher(entry.hash()).matches()) {
            reject(entry, Alarm.BROKEN_CHAIN);
            return;
        }
        var knownHash = known.putIfAbsent(entry.sequence(), entry.hash());
        if (knownHash != null) {
            if (knownHash.equals(entry.hash())) {
                duplicates++;
            } else {
                reject(entry, Alarm.CONFLICT);
                known.put(entry.sequence(), knownHash);
            }
        } else if (entry.sequence() > through + 1) {
            Inbox.insert(transaction.handle(), device, stream, entry, false, transaction.now());
            waitingMax = Math.max(waitingMax, entry.sequence());
            accepted++;
        } else if (entry.sequence() == through + 1) {
            takeNext(entry, known);
        } else {
            // Below a watermark that was moved over a hole: late, but still welcome.
            var applied = apply(entry);
            Inbox.insert(transaction.handle(), device, stream, entry, applied, transaction.now());
            accepted++;
        }
    }

    private void takeNext(Entry entry, Map<Long, String> known) {
        if (!continuesChain(entry)) {
            reject(entry, Alarm.BROKEN_CHAIN);
            known.remove(entry.sequence());
            return;
        }
        var applied = apply(entry);
        Inbox.insert(transaction.handle(), device, stream, entry, applied, transaction.now());
        advance(entry);
        accepted++;
        applyWaiting();
    }

    private void applyWaiting() {
        while (through < waitingMax) {
            var next = Inbox.waiting(transaction.handle(), device, stream, through + 1);
            if (next.isEmpty()) {
                return;
            }
            var entry = next.get();
            if (!continuesChain(entry)) {
                // It was accepted unproven; without it here, the box sends the true one.
                Inbox.delete(transaction.handle(), device, stream, entry.sequence());
                reject(entry, Alarm.BROKEN_CHAIN);
                return;
            }
            if (apply(entry)) {
                Inbox.markApplied(transaction.handle(), device, stream, entry.sequence());
            }
            advance(entry);
        }
    }

    private boolean continuesChain(Entry entry) {
        return throughHash.isEmpty()
                || HashChain.next(throughHash, entry.sequence(), entry.payload())
                        .equals(entry.hash());
    }

    private void advance(Entry entry) {
        through = entry.sequence();
        throughHash = entry.hash();
    }

    /// False when the entry has to be kept aside.
    private boolean apply(Entry entry) {
        try {
            var body = codec.decodeBody(entry.payload());
            transaction.undoable(
                    () -> handlers.forEach(handler -> handler.apply(transaction, device, body)));
            return true;
        } catch (ProtocolException e) {
            keepAside(entry, String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            if (!StoreException.isRefusal(e)) {
                throw e;
            }
            keepAside(entry, "its values were refused by the database");
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            // A value out of range, or a defect of ours: it must cost this entry and not the box.
            // The exception's message may quote the entry.
            keepAside(entry, e.getClass().getSimpleName());
        }
        return false;
    }

    private void keepAside(Entry entry, String reason) {
        unapplied++;
        raise(Alarm.UNAPPLIED);
        LOG.log(
                Level.WARNING,
                "Entry kept aside device={0} stream={1} sequence={2} reason={3}",
                device,
                stream,
                Long.toString(entry.sequence()),
                reason);
    }

    private void reject(Entry entry, Alarm why) {
        rejected++;
        raise(why);
        LOG.log(
                Level.WARNING,
                "Entry rejected device={0} stream={1} sequence={2} alarm={3}",
                device,
                stream,
                Long.toString(entry.sequence()),
                why.code());
    }

    private void raise(Alarm raised) {
        if (alarm.isEmpty() || raised.compareTo(alarm.get()) < 0) {
            alarm = Optional.of(raised);
        }
    }

    private FrameResult finish() {
        var handle = transaction.handle();
        Inbox.update(
                handle, device, stream, new Watermark(through, throughHash), transaction.now());
        alarm.ifPresent(raised -> Inbox.alarm(handle, device, stream, raised.code()));
        return new FrameResult(accepted, duplicates, rejected, unapplied, alarm);
    }
}
