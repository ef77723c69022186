package io.roomscribe.hub.audio;

import io.roomscribe.protocol.message.Stretch;
import org.jdbi.v3.core.Handle;

/// What was erased: audio of it that was on its way meanwhile must not be kept.
///
/// Stateless.
final class ErasedStretches {
    private ErasedStretches() {}

    static void add(Handle handle, Stretch stretch) {
        handle.createUpdate(
                        """
                        insert into erased_stretch (recording_id, first_sample, samples)
                        values (:recording, :first, :samples) on conflict do nothing
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("samples", stretch.samples())
                .execute();
    }

    static boolean touch(Handle handle, Stretch stretch) {
        return handle.createQuery(
                        """
                        select 1 from erased_stretch
                        where recording_id = :recording and first_sample < :end
                            and first_sample + samples > :first
                        fetch first 1 rows only
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("end", stretch.endSample())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
