package io.roomscribe.hub.ingest;

import io.roomscribe.hub.ingest.FrameResult.Alarm;
import io.roomscribe.hub.ingest.Inbox.Watermark;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.message.TombstoneReason;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;

/// Takes one frame of one stream into the inbox and applies, in sequence, what the watermark
/// reaches. What is known is left alone; what is known with another hash is refused.
///
/// Text that comes ahead of a hole is shown at once, since its box sends the newest first while it
/// catches up; everything else waits for its turn. What was shown is proven when its turn comes.
///
/// A tombstone stands for entries that will never come. It proves nothing itself, carries the hash
/// of the last of them, and so lets the chain go on.
///
/// It is long because the inbox, the chain and the watermark change together, in one transaction.
///
/// Confined to the committer's thread, one object a frame.
final class StreamIngest {
    private static final System.Logger LOG = System.getLogger(StreamIngest.class.getName());

    /// How these entry bodies begin; their type comes first.
    private static final String UTTERANCE = "{\"type\":\"utterance\"";

    private static final String TOMBSTONE = "{\"type\":\"tombstone\"";
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
    private long lost;
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
        skip(firstSequence - 1, "gone");
        return finish();
    }

    /// This stream is closed: nothing follows `last`.
    private void close(long last) {
        skip(last, "closed");
        // A little earlier than now, so that the stream which closed this one is the newest.
        finish(transaction.now().minusMillis(1));
    }

    /// Goes on after `last`, with nothing to prove the next entry by.
    private void skip(long last, String reason) {
        if (last > through) {
            passOver(last, reason);
            through = last;
            throughHash = "";
            applyWaiting();
        }
    }

    /// Nothing more comes up to `last`, but what came already is applied.
    private void passOver(long last, String reason) {
        var missingFrom = 0L;
        for (var sequence = through + 1; sequence <= last; sequence++) {
            var waiting =
                    sequence > waitingMax
                            ? Optional.<Inbox.Waiting>empty()
                            : Inbox.waiting(transaction.handle(), device, stream, sequence);
            if (waiting.isPresent()) {
                noteLost(missingFrom, sequence - 1, reason);
                missingFrom = 0;
                settle(waiting.get());
            } else if (missingFrom == 0) {
                missingFrom = sequence;
            }
            if (sequence > waitingMax) {
                break;
            }
        }
        noteLost(missingFrom, last, reason);
    }

    private void noteLost(long from, long to, String reason) {
        if (from == 0) {
            return;
        }
        LostEntries.insert(
                transaction.handle(),
                device,
                stream,
                new Range(from, to),
                reason,
                transaction.now());
        if (!reason.equals(TombstoneReason.ERASED.word())) {
            lost += to - from + 1;
            raise(Alarm.LOST);
        }
        LOG.log(
                Level.WARNING,
                "Entries will not come device={0} stream={1} from={2} to={3} reason={4}",
                device,
                stream,
                Long.toString(from),
                Long.toString(to),
                reason);
    }

    /// Applies what waited, unless it was shown ahead of its turn.
    private void settle(Inbox.Waiting waiting) {
        var entry = waiting.entry();
        if (waiting.isApplied() || apply(entry)) {
            Inbox.markApplied(transaction.handle(), device, stream, entry.sequence());
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
        } else if (entry.sequence() == through + 1 || standsForNext(entry)) {
            takeNext(entry, known);
        } else if (entry.sequence() > through + 1) {
            takeAhead(entry);
        } else {
            // Below a watermark that was moved over a hole: late, but still welcome.
            var applied = apply(entry);
            Inbox.insert(transaction.handle(), device, stream, entry, applied, transaction.now());
            accepted++;
        }
    }

    /// Waits for its turn; text is shown meanwhile.
    private void takeAhead(Entry entry) {
        var isText = entry.payload().startsWith(UTTERANCE);
        var applied = isText && applyAhead(entry);
        Inbox.insertWaiting(
                transaction.handle(), device, stream, entry, applied, transaction.now());
        waitingMax = Math.max(waitingMax, entry.sequence());
        accepted++;
    }

    private void takeNext(Entry entry, Map<Long, String> known) {
        var tombstone = tombstone(entry);
        if (tombstone.isEmpty() && !continuesChain(entry)) {
            reject(entry, Alarm.BROKEN_CHAIN);
            known.remove(entry.sequence());
            return;
        }
        tombstone.ifPresent(it -> passOver(entry.sequence(), it));
        var applied = apply(entry);
        Inbox.insert(transaction.handle(), device, stream, entry, applied, transaction.now());
        advance(entry);
        accepted++;
        applyWaiting();
    }

    private void passOver(long last, EntryBody.Tombstone tombstone) {
        if (tombstone.instead().isEmpty()) {
            passOver(last, tombstone.reason().word());
        } else if (last > through + 1) {
            passOver(last - 1, tombstone.reason().word());
        }
    }

    /// A tombstone for several entries, the next one among them.
    private boolean standsForNext(Entry entry) {
        return entry.sequence() > through + 1
                && tombstone(entry).filter(it -> it.from() <= through + 1).isPresent();
    }

    private Optional<EntryBody.Tombstone> tombstone(Entry entry) {
        if (!entry.payload().startsWith(TOMBSTONE)) {
            return Optional.empty();
        }
        try {
            return codec.decodeBody(entry.payload()) instanceof EntryBody.Tombstone tombstone
                    ? Optional.of(tombstone)
                    : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private void applyWaiting() {
        while (through < waitingMax) {
            var next = Inbox.waiting(transaction.handle(), device, stream, through + 1);
            if (next.isEmpty()) {
                return;
            }
            var entry = next.get().entry();
            var tombstone = tombstone(entry);
            if (tombstone.isEmpty() && !continuesChain(entry)) {
                // It was accepted unproven; without it here, the box sends the true one.
                Inbox.delete(transaction.handle(), device, stream, entry.sequence());
                reject(entry, Alarm.BROKEN_CHAIN);
                return;
            }
            tombstone
                    .filter(it -> it.instead().isEmpty())
                    .ifPresent(
                            it -> noteLost(entry.sequence(), entry.sequence(), it.reason().word()));
            settle(next.get());
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
        throughHash = entry.hash().equals(HashChain.UNKNOWN) ? "" : entry.hash();
    }

    /// What it needs may be in the entries before it: then it waits for its turn, and nobody is
    /// told.
    private boolean applyAhead(Entry entry) {
        try {
            var body = codec.decodeBody(entry.payload());
            transaction.undoable(() -> apply(body));
            return true;
        } catch (JdbiException e) {
            if (!StoreException.isRefusal(e)) {
                throw e;
            }
            return false;
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /// False when the entry has to be kept aside.
    private boolean apply(Entry entry) {
        try {
            var body = codec.decodeBody(entry.payload());
            transaction.undoable(() -> apply(body));
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

    private void apply(EntryBody body) {
        if (body instanceof EntryBody.Tombstone tombstone) {
            tombstone.instead().forEach(this::apply);
        } else if (body instanceof EntryBody.StreamOpened opened) {
            closePrevious(opened);
        } else if (body instanceof EntryBody.Erased erased) {
            Inbox.erase(transaction.handle(), device, erased.stretches());
        }
        handlers.forEach(handler -> handler.apply(transaction, device, body));
    }

    /// A stream that its box closed waits for nothing any more.
    private void closePrevious(EntryBody.StreamOpened opened) {
        var previous =
                opened.previous().equals(Message.NO_STREAM)
                        ? Inbox.before(transaction.handle(), device, stream)
                        : Optional.of(opened.previous());
        previous.filter(it -> !it.equals(stream))
                .ifPresent(it -> {
                    var closing = open(transaction, device, it, handlers, codec);
                    closing.close(Math.max(opened.last(), closing.waitingMax));
                    lost += closing.lost;
                    closing.alarm.ifPresent(this::raise);
                });
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
        return finish(transaction.now());
    }

    private FrameResult finish(Instant seenAt) {
        var handle = transaction.handle();
        Inbox.update(handle, device, stream, new Watermark(through, throughHash), seenAt);
        alarm.ifPresent(raised -> Inbox.alarm(handle, device, stream, raised.code()));
        return new FrameResult(accepted, duplicates, rejected, unapplied, lost, alarm);
    }
}
