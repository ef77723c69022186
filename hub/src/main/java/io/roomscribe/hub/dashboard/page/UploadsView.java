package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.upload.Upload;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Uploaded files as their page shows them.
///
/// Immutable.
///
/// @param rooms that a file may be given to
/// @param limits of a file, for people
record UploadsView(List<Room> rooms, List<Row> rows, String limits) {

    boolean isWorking() {
        return rows.stream().anyMatch(row -> row.tone().equals("open"));
    }

    /// @param tone `open`, `good` or `bad`
    /// @param percent how far it is; -1 while nobody works on it
    /// @param account what became of it, in a sentence
    /// @param facts of its sound, empty until it was listened to
    /// @param remarks what makes words get lost
    /// @param meeting where what was said is; empty before
    record Row(
            String id,
            String name,
            String room,
            String when,
            String tone,
            String state,
            int percent,
            String account,
            List<Fact> facts,
            List<String> remarks,
            String meeting) {}

    record Fact(String name, String value) {}

    static Row row(Upload.Standing standing, String room, Times times) {
        var upload = standing.upload();
        var job = standing.job();
        var state = job.map(Job::state).orElse(Job.State.QUEUED);
        return new Row(
                upload.id(),
                upload.name(),
                room,
                times.day(upload.startedAt()) + ", " + times.clock(upload.startedAt()),
                switch (state) {
                    case QUEUED, RUNNING, RETRYING -> "open";
                    case FAILED, REVIEW, CANCELLED -> "bad";
                    case DONE -> "good";
                },
                word(state, upload),
                state == Job.State.RUNNING ? job.map(Job::progress).orElse(0) : -1,
                job.map(Job::error).orElse(""),
                upload.quality().map(UploadsView::facts).orElse(List.of()),
                upload.quality().map(UploadsView::remarks).orElse(List.of()),
                upload.meeting().orElse(""));
    }

    private static String word(Job.State state, Upload upload) {
        return Texts.of(
                switch (state) {
                    case QUEUED -> "uploads.waits";
                    case RUNNING ->
                            upload.quality().isEmpty() ? "uploads.listened" : "uploads.written";
                    case RETRYING -> "uploads.again";
                    case DONE -> upload.meeting().isEmpty() ? "uploads.silent" : "uploads.done";
                    case FAILED, REVIEW -> "uploads.failed";
                    case CANCELLED -> "uploads.cancelled";
                });
    }

    private static List<Fact> facts(SoundQuality quality) {
        return List.of(
                new Fact(Texts.of("uploads.length"), length(quality.seconds())),
                new Fact(Texts.of("uploads.speech"), "%.0f %%".formatted(quality.speechPercent())),
                new Fact(Texts.of("uploads.level"), decibels(quality.speechDbfs())),
                new Fact(Texts.of("uploads.noise"), decibels(quality.noiseDbfs())),
                new Fact(
                        Texts.of("uploads.clipped"),
                        String.format(Locale.ROOT, "%.1f %%", quality.clippedPercent())));
    }

    private static String length(double seconds) {
        var whole = Duration.ofSeconds(Math.round(seconds));
        return whole.toHours() > 0
                ? "%d:%02d:%02d h"
                        .formatted(whole.toHours(), whole.toMinutesPart(), whole.toSecondsPart())
                : "%d:%02d min".formatted(whole.toMinutes(), whole.toSecondsPart());
    }

    private static String decibels(double level) {
        return String.format(Locale.ROOT, "%.0f dB", level).replace('-', '−');
    }

    private static List<String> remarks(SoundQuality quality) {
        return quality.remarks().stream()
                .map(remark ->
                        switch (remark) {
                            case NO_SPEECH -> "uploads.no-speech";
                            case VERY_QUIET -> "uploads.very-quiet";
                            case CLIPPED -> "uploads.too-loud";
                            case NOISY -> "uploads.noisy";
                            case INCOMPLETE -> "uploads.incomplete";
                        })
                .map(Texts::of)
                .toList();
    }
}
