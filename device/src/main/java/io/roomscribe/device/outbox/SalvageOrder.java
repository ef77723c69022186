package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.EntryBody;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The order in which entries without a sequence can be told: recordings before what was said in
/// them, their ends after it, and each kind by time. What was erased stays erased, even if an old
/// page of the file still had it.
final class SalvageOrder {
    private SalvageOrder() {}

    static List<EntryBody> of(List<EntryBody> bodies) {
        var erased =
                bodies.stream()
                        .filter(EntryBody.Erased.class::isInstance)
                        .flatMap(body -> ((EntryBody.Erased) body).stretches().stream())
                        .toList();
        return bodies.stream()
                .filter(body -> erased.stream().noneMatch(stretch -> stretch.touches(body)))
                .sorted(Comparator.comparingInt(SalvageOrder::rank).thenComparing(SalvageOrder::at))
                .toList();
    }

    private static int rank(EntryBody body) {
        return switch (body) {
            case EntryBody.RecordingStarted _ -> 0;
            case EntryBody.RecordingRetimed _ -> 1;
            case EntryBody.Utterance _ -> 2;
            case EntryBody.Chunk _ -> 3;
            case EntryBody.AudioRemoved _ -> 4;
            case EntryBody.Gap _,
                    EntryBody.Mark _,
                    EntryBody.Health _,
                    EntryBody.Update _,
                    EntryBody.Acceptance _ ->
                    5;
            case EntryBody.RecordingEnded _ -> 6;
            case EntryBody.Erased _ -> 7;
            case EntryBody.Tombstone _, EntryBody.StreamOpened _ -> 8;
        };
    }

    private static Instant at(EntryBody body) {
        return switch (body) {
            case EntryBody.RecordingStarted started -> started.startedAt();
            case EntryBody.RecordingRetimed retimed -> retimed.startedAt();
            case EntryBody.Utterance said -> said.startedAt();
            case EntryBody.Chunk chunk -> chunk.startedAt();
            case EntryBody.Gap gap -> gap.startedAt();
            case EntryBody.Mark mark -> mark.at();
            case EntryBody.Health health -> health.at();
            case EntryBody.Update update -> update.at();
            case EntryBody.Acceptance acceptance -> acceptance.at();
            case EntryBody.AudioRemoved _,
                    EntryBody.RecordingEnded _,
                    EntryBody.Erased _,
                    EntryBody.Tombstone _,
                    EntryBody.StreamOpened _ ->
                    Instant.EPOCH;
        };
    }
}
