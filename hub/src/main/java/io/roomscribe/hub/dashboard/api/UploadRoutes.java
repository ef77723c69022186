package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.upload.QuickTranscripts;
import io.roomscribe.hub.upload.Upload;
import io.roomscribe.hub.upload.UploadDesk;
import io.roomscribe.hub.upload.UploadException;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Audio files: given to a room, or answered at once.
///
/// Thread-safe.
public final class UploadRoutes {
    private static final int UPLOADS_MAX = 500;
    private static final int UPLOADS_SHOWN = 100;
    private static final int NAME_CHARS_MAX = 200;
    private static final Instant EARLIEST = Instant.parse("1950-01-01T00:00:00Z");

    /// Clocks differ.
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final UploadDesk desk;
    private final QuickTranscripts quick;
    private final FleetStore fleet;
    private final Clock clock;

    public UploadRoutes(UploadDesk desk, QuickTranscripts quick, FleetStore fleet, Clock clock) {
        this.desk = desk;
        this.quick = quick;
        this.fleet = fleet;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.uploading("/api/v1/rooms/{id}/uploads", this::take, "startedAt", "name"),
                Route.answering("/api/v1/uploads", this::uploads, "limit"),
                Route.answering(
                        "/api/v1/uploads/{id}", call -> Answer.json(UploadShape.of(find(call)))),
                Route.changing(Method.DELETE, "/api/v1/uploads/{id}", this::erase),
                Route.uploading("/api/v1/transcribe/file", this::transcribe));
    }

    record UploadShape(
            String id,
            String room,
            String name,
            Instant startedAt,
            long bytes,
            String job,
            String state,
            int progress,
            String error,
            Optional<SoundQuality> quality,
            Optional<String> meeting,
            Instant madeAt) {
        static UploadShape of(Upload.Standing standing) {
            var upload = standing.upload();
            return new UploadShape(
                    upload.id(),
                    upload.room().value(),
                    upload.name(),
                    upload.startedAt(),
                    upload.bytes(),
                    upload.job(),
                    standing.job().map(job -> job.state().word()).orElse("queued"),
                    standing.job().map(Job::progress).orElse(0),
                    standing.job().map(Job::error).orElse(""),
                    upload.quality(),
                    upload.meeting(),
                    upload.madeAt());
        }
    }

    record UploadsShape(List<UploadShape> uploads) {}

    record Erased(String erased) {}

    private Answer take(Call call) {
        var room = call.path("id", RoomId::new, "There is no room of that name.");
        if (fleet.room(room).isEmpty()) {
            throw ProblemException.notFound("There is no room of that name.");
        }
        var startedAt = startedAt(call);
        var name =
                call.query("name").map(String::strip).filter(it -> !it.isEmpty()).orElse("audio");
        if (name.length() > NAME_CHARS_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.badRequest(
                    "'name' must be at most %d characters on one line.".formatted(NAME_CHARS_MAX));
        }
        checkLength(call, desk.config().sizeMax().bytes());
        return answered(() ->
                Answer.accepted(
                        UploadShape.of(
                                desk.take(
                                        room,
                                        startedAt,
                                        name,
                                        call.account().name(),
                                        call.stream()))));
    }

    private Instant startedAt(Call call) {
        var text =
                call.query("startedAt")
                        .orElseThrow(() ->
                                ProblemException.badRequest(
                                        "Say when the recording began: startedAt=2026-03-04T10:00:00Z."));
        try {
            var at = Instant.parse(text);
            if (at.isAfter(EARLIEST) && at.isBefore(clock.instant().plus(FUTURE))) {
                return at;
            }
        } catch (DateTimeParseException e) {
            // falls through to the same answer
        }
        throw ProblemException.badRequest(
                "'startedAt' must be a time in the past, as 2026-03-04T10:00:00Z.");
    }

    /// Refused before it has been sent.
    private static void checkLength(Call call, long bytesMax) {
        if (call.length().orElse(0) > bytesMax) {
            throw ProblemException.tooLarge(
                    "The file is larger than %d MiB; send it as mp3, m4a or ogg, or in parts."
                            .formatted(bytesMax >> 20));
        }
    }

    private Answer uploads(Call call) {
        var limit = (int) call.number("limit", 1, UPLOADS_MAX, UPLOADS_SHOWN);
        var rooms = call.rooms();
        return Answer.json(
                new UploadsShape(
                        desk.uploads(limit).stream()
                                .filter(one -> rooms.permits(one.upload().room()))
                                .map(UploadShape::of)
                                .toList()));
    }

    private Answer erase(Call call) {
        var upload = find(call).upload();
        desk.erase(upload);
        return Answer.json(new Erased(upload.id()));
    }

    private Upload.Standing find(Call call) {
        return find(desk, call);
    }

    /// What somebody may not see is not there for them.
    public static Upload.Standing find(UploadDesk desk, Call call) {
        return desk.find(call.path("id"))
                .filter(one -> call.rooms().permits(one.upload().room()))
                .orElseThrow(() -> ProblemException.notFound("There is no upload of that id."));
    }

    private Answer transcribe(Call call) {
        checkLength(call, quick.config().shortSizeMax().bytes());
        return answered(() -> Answer.json(quick.transcribe(call.stream())));
    }

    private interface Work {
        Answer done() throws InterruptedException;
    }

    private static Answer answered(Work work) {
        try {
            return work.done();
        } catch (UploadException e) {
            throw problem(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The hub is stopping.");
        }
    }

    private static ProblemException problem(UploadException why) {
        var detail = String.valueOf(why.getMessage());
        return switch (why.code()) {
            case TOO_LARGE -> ProblemException.tooLarge(detail);
            case UNKNOWN_FORMAT -> ProblemException.unsupported(detail);
            case BROKEN, TOO_LONG -> ProblemException.unprocessable(detail);
            case BUSY, NOT_INSTALLED, MACHINE -> ProblemException.unavailable(detail);
        };
    }
}
