package io.roomscribe.hub.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ErrorHandler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.account.AccountException;
import io.roomscribe.hub.calendar.CalendarException;
import io.roomscribe.hub.dashboard.page.PageRoutes;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Problem;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.SecurityHeaders;
import io.roomscribe.hub.meeting.MeetingException;
import io.roomscribe.hub.speaker.SpeakerException;
import io.roomscribe.hub.template.TemplateException;
import io.roomscribe.hub.transcript.TranscriptException;
import io.roomscribe.protocol.supervision.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Turns whatever was thrown into a problem: JSON for programs, a page for people. What we did not
/// throw ourselves is told in our words only; its own text stays in the log.
///
/// Thread-safe.
final class Errors implements ErrorHandler<Throwable> {
    private static final System.Logger LOG = System.getLogger(Errors.class.getName());

    private final PageRoutes pages;

    Errors(PageRoutes pages) {
        this.pages = pages;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Throwable thrown) {
        SecurityHeaders.set(response);
        var problem = problem(thrown, request.path().path());
        var call = new Call(request);
        if (thrown instanceof OneTimePasswordException && call.wantsPage()) {
            redirect(response, "/password");
            return;
        }
        if (problem.status() == 401) {
            if (call.isFragment()) {
                // The page behind it is stale: the browser is to go and sign in.
                response.headers().set(HeaderNames.create("HX-Redirect"), "/sign-in");
            } else if (call.wantsPage()) {
                redirect(response, "/sign-in?next=" + encoded(request.path().rawPath()));
                return;
            }
        }
        var answer = call.wantsPage() ? pages.problem(call, problem) : problem.answer();
        answer.send(response);
    }

    private static Problem problem(Throwable thrown, String path) {
        return switch (thrown) {
            case ProblemException known -> known.problem(path);
            case SpeakerException refused -> problem(refused, refused.code().name()).problem(path);
            case TranscriptException refused ->
                    problem(refused, refused.code().name()).problem(path);
            case MeetingException refused -> problem(refused, refused.code().name()).problem(path);
            case CalendarException refused -> problem(refused, refused.code().name()).problem(path);
            case TemplateException refused -> problem(refused, refused.code().name()).problem(path);
            case AccountException refused -> problem(refused).problem(path);
            case OneTimePasswordException one ->
                    ProblemException.forbidden(String.valueOf(one.getMessage())).problem(path);
            case HttpException http -> Problem.of(http.status().code(), path);
            case RequestException bad -> Problem.of(bad.status().code(), path);
            default -> {
                LOG.log(System.Logger.Level.ERROR, () -> "Request failed path=" + path, thrown);
                yield Problem.of(500, path);
            }
        };
    }

    private static void redirect(ServerResponse response, String to) {
        response.headers().set(HeaderNames.LOCATION, to);
        Answer.html(303, "").send(response);
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static ProblemException problem(AccountException e) {
        var detail = e.sentence();
        return switch (e.code()) {
            case NOT_FOUND -> ProblemException.notFound(detail);
            case REFUSED -> ProblemException.conflict(detail);
            case NOT_VALID, WRONG_PASSWORD, PASSWORD_FILE -> ProblemException.unprocessable(detail);
        };
    }

    /// @param code what kind of refusal it is; the packages name theirs alike
    private static ProblemException problem(Failure e, String code) {
        var text = String.valueOf(e.getMessage());
        var detail = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
        return switch (code) {
            case "NOT_FOUND" -> ProblemException.notFound(detail);
            case "REFUSED" -> ProblemException.conflict(detail);
            default -> ProblemException.unprocessable(detail);
        };
    }
}
