package io.roomscribe.hub.dashboard.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.answer.CatchUp;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.OwnMeetings;
import io.roomscribe.hub.dashboard.route.Problem;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.speaker.SpeakerEdits;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.summary.ReviewDesk;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.hub.upload.UploadDesk;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The pages and the fragments they renew themselves with. It is long because it is the list of
/// them: a route, what it asks for, its template.
///
/// Thread-safe.
public final class PageRoutes {
    private static final int MEETINGS_MAX = 500;
    private static final int MEETINGS_SHOWN = 100;
    private static final String NO_ROOM = "There is no room of that name.";
    private static final Set<String> THEMES = Set.of("light", "dark");

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    PageRoutes.class.getClassLoader(),
                    PageRoutes.class.getPackageName());
    private final Assets assets = new Assets();
    private final Views views;
    private final SpeakerPages speakerPages;
    private final DevicePages devicePages;
    private final AccountPages accountPages;
    private final ReviewPages reviewPages;
    private final UploadPages uploadPages;
    private final SearchPages searchPages;
    private final IdentityPages identityPages;
    private final ReleasePages releasePages;
    private final CalendarPages calendarPages;
    private final MeetingPages meetingPages;
    private final TranscriptPages transcriptPages;
    private final FollowUpPages followUpPages;
    private final SettingPages settingPages;
    private final EarlierPages earlierPages;
    private final CatchUpPages catchUpPages;
    private final String boundTo;
    private final String version;

    /// @param boundTo the address the server listens on, for people
    public PageRoutes(
            FleetStore fleet,
            MeetingStore meetings,
            MeetingEdits cuts,
            CalendarDesk calendars,
            TranscriptStore transcripts,
            TranscriptEdits texts,
            RoomWords words,
            ActionItems actions,
            FollowUps followUps,
            Analytics analytics,
            SpeakerStore speakers,
            SummaryStore summaries,
            SpeakerEdits edits,
            CommandStore commands,
            CommandDesk desk,
            TransferDesk transfers,
            TwinStore twins,
            BundleDesk bundles,
            ReleaseSources releases,
            AcceptanceStore acceptances,
            ReviewDesk reviews,
            SettingsDesk settings,
            JobDesk jobs,
            UploadDesk uploads,
            SearchDesk search,
            Optional<HubIdentity> identity,
            Accounts accounts,
            SignIn signIn,
            Clock clock,
            String boundTo,
            String version) {
        this.views =
                new Views(
                        fleet,
                        meetings,
                        cuts,
                        transcripts,
                        texts,
                        speakers,
                        summaries,
                        device -> identity.flatMap(it -> IdentityPages.alarm(it, device)),
                        () -> identity.map(HubIdentity::goodUntil).orElse(Map.of()),
                        clock);
        this.followUpPages =
                new FollowUpPages(
                        meetings,
                        transcripts,
                        actions,
                        analytics,
                        new Times(clock.getZone()),
                        this::render);
        this.transcriptPages =
                new TranscriptPages(
                        meetings,
                        texts,
                        words,
                        new Times(clock.getZone()),
                        this::render,
                        this::transcript);
        this.calendarPages =
                new CalendarPages(
                        calendars, this::findRoom, new Times(clock.getZone()), clock, this::render);
        this.meetingPages = new MeetingPages(meetings, cuts, this::render);
        this.speakerPages = new SpeakerPages(meetings, edits, this::speakers);
        this.devicePages =
                new DevicePages(
                        views,
                        commands,
                        desk,
                        transfers,
                        twins,
                        bundles,
                        releases,
                        fleet,
                        acceptances,
                        new Times(clock.getZone()));
        this.catchUpPages =
                new CatchUpPages(
                        meetings,
                        new CatchUp(transcripts, summaries),
                        clock.getZone(),
                        this::render);
        this.earlierPages =
                new EarlierPages(
                        meetings, actions, followUps, new Times(clock.getZone()), this::render);
        this.settingPages =
                new SettingPages(
                        settings, reviews, this::findRoom, new Times(clock.getZone()), clock);
        this.reviewPages = new ReviewPages(reviews, jobs, meetings, new Times(clock.getZone()));
        this.uploadPages = new UploadPages(uploads, fleet, new Times(clock.getZone()));
        this.searchPages =
                new SearchPages(
                        search,
                        fleet,
                        meetings,
                        transcripts,
                        OwnMeetings::visible,
                        new Times(clock.getZone()));
        this.releasePages = new ReleasePages(releases, new Times(clock.getZone()), clock);
        this.identityPages = new IdentityPages(identity, new Times(clock.getZone()), clock);
        this.accountPages =
                new AccountPages(
                        accounts, signIn, fleet, new Times(clock.getZone()), this::accountPage);
        this.boundTo = boundTo;
        this.version = version;
    }

    public List<Route> routes() {
        return Stream.of(
                        own(),
                        reviewPages.changes(this::reviewList),
                        uploadPages.changes(this::uploadList),
                        meetingPages.routes(),
                        calendarPages.routes(),
                        identityPages.changes(this::identityList),
                        releasePages.changes(this::releaseList),
                        transcriptPages.routes(),
                        accountPages.routes(),
                        earlierPages.routes(),
                        catchUpPages.routes(),
                        settingPages.routes(this::framed, this::render),
                        followUpPages.routes(this::framed))
                .flatMap(List::stream)
                .map(PageRoutes::inTheReadersLanguage)
                .toList();
    }

    private static Route inTheReadersLanguage(Route route) {
        return route.withHandler((request, response) ->
                Texts.in(
                        Texts.Language.of(new Call(request)),
                        () -> {
                            route.handler().handle(request, response);
                            return response;
                        }));
    }

    private List<Route> own() {
        return List.of(
                Route.answering("/", this::rooms),
                Route.answering("/rooms/{id}", this::room),
                Route.answering("/rooms/{id}/card", this::card),
                Route.answering("/meetings", this::meetings, "room", "limit"),
                Route.answering("/meetings/{id}", this::meeting),
                Route.answering("/meetings/{id}/minutes", this::minutes),
                Route.answering("/meetings/{id}/transcript", this::transcript),
                Route.answering("/meetings/{id}/speakers", this::speakers),
                speakerPages.rename(),
                speakerPages.merge(),
                speakerPages.reassign(),
                Route.answering("/devices", this::devices, "q", "show", "sort"),
                Route.answering("/devices/{id}", this::device),
                Route.answering("/devices/{id}/work", this::deviceWork),
                devicePages.order(this::deviceWork),
                devicePages.transfer(this::deviceWork),
                devicePages.site(this::deviceWork),
                Route.answering("/search", this::search, SearchPages.PARAMETERS),
                Route.answering("/ask", this::ask, "meeting", "room"),
                Route.answering("/releases", this::releases),
                Route.answering("/releases/list", this::releaseList),
                Route.answering("/identities", this::identities),
                Route.answering("/identities/list", this::identityList),
                Route.answering("/reviews", this::reviews),
                Route.answering("/reviews/list", this::reviewList),
                Route.answering("/uploads", this::uploads),
                Route.answering("/uploads/list", this::uploadList),
                Route.of("/assets/{name}", assets::serve, "v"));
    }

    /// The page that says what went wrong.
    public Answer problem(Call call, Problem problem) {
        return Texts.in(Texts.Language.of(call), () -> problemPage(call, problem));
    }

    private Answer problemPage(Call call, Problem problem) {
        return Answer.html(
                problem.status(),
                render(
                        "problem.jte",
                        Map.of(
                                "frame",
                                frame(call, Texts.problem(problem), "problem"),
                                "problem",
                                problem)));
    }

    private Answer rooms(Call call) {
        return framed(
                call, "rooms.jte", Texts.of("frame.rooms"), "rooms", views.rooms(call.rooms()));
    }

    private Answer room(Call call) {
        var room = findRoom(call);
        return page("room.jte", frame(call, room.name(), "rooms"), "room", room);
    }

    private Answer card(Call call) {
        return fragment("room-card.jte", "room", findRoom(call));
    }

    private Answer meetings(Call call) {
        var limit = (int) call.number("limit", 1, MEETINGS_MAX, MEETINGS_SHOWN);
        var list = views.meetings(call.rooms(), call.query("room", RoomId::new, NO_ROOM), limit);
        return framed(call, "meetings.jte", Texts.of("frame.meetings"), "meetings", list);
    }

    private Answer meeting(Call call) {
        var page = found(views.meetingPage(call.path("id")));
        return page("meeting.jte", frame(call, page.meeting().title(), "meetings"), "page", page);
    }

    private Answer minutes(Call call) {
        var minutes = found(views.minutes(call.path("id")));
        return fragment("minutes.jte", "minutes", minutes);
    }

    private Answer transcript(Call call) {
        var transcript = found(views.transcript(call.path("id")));
        return fragment("transcript.jte", "transcript", transcript);
    }

    private Answer speakers(Call call) {
        var speakers = found(views.speakers(call.path("id")));
        return fragment("speakers.jte", "speakers", speakers);
    }

    private Answer devices(Call call) {
        var asked =
                new DevicesView.Asked(
                        call.query("q").orElse(""),
                        call.query("show").orElse("all"),
                        call.query("sort").orElse("room"));
        return framed(
                call,
                "devices.jte",
                Texts.of("frame.devices"),
                "devices",
                DevicesView.of(asked, views.devices()));
    }

    private Answer device(Call call) {
        var page = devicePages.page(call);
        return page("device.jte", frame(call, page.device().id(), "devices"), "page", page);
    }

    private Answer deviceWork(Call call) {
        return fragment("device-work.jte", "page", devicePages.page(call));
    }

    private Answer search(Call call) {
        return framed(
                call, "search.jte", Texts.of("frame.search"), "search", searchPages.view(call));
    }

    private Answer ask(Call call) {
        return framed(call, "ask.jte", Texts.of("frame.ask"), "ask", searchPages.ask(call));
    }

    private Answer releases(Call call) {
        return page(
                "releases.jte",
                frame(call, Texts.of("releases.title"), "devices"),
                "releases",
                releasePages.view());
    }

    private Answer releaseList(Call call) {
        return fragment("release-list.jte", "releases", releasePages.view());
    }

    private Answer identities(Call call) {
        return page(
                "identities.jte",
                frame(call, Texts.of("identity.title"), "devices"),
                "identities",
                identityPages.view());
    }

    private Answer identityList(Call call) {
        return fragment("identity-list.jte", "identities", identityPages.view());
    }

    private Answer reviews(Call call) {
        return framed(call, "reviews.jte", Texts.of("frame.review"), "reviews", reviewPages.view());
    }

    private Answer reviewList(Call call) {
        return fragment("review-list.jte", "reviews", reviewPages.view());
    }

    private Answer uploads(Call call) {
        return framed(
                call, "uploads.jte", Texts.of("frame.upload"), "uploads", uploadPages.view(call));
    }

    private Answer uploadList(Call call) {
        return fragment("upload-list.jte", "uploads", uploadPages.view(call));
    }

    private Frame frame(Call call, String title, String section) {
        var theme = call.cookie("theme").filter(THEMES::contains).orElse("");
        return new Frame(title, section, theme, assets, boundTo, version, call.caller());
    }

    private Answer accountPage(Call call, int status, String template, String title, Object view) {
        var frame = frame(call, title, template.equals("accounts.jte") ? "people" : "self");
        return Answer.html(status, render(template, Map.of("frame", frame, "view", view)));
    }

    private Answer framed(Call call, String template, String title, String name, Object view) {
        return page(template, frame(call, title, name), name, view);
    }

    private Answer page(String template, Frame frame, String name, Object view) {
        return Answer.html(200, render(template, Map.of("frame", frame, name, view)));
    }

    private Answer fragment(String template, String name, Object view) {
        return Answer.html(200, render(template, Map.of(name, view)));
    }

    private String render(String template, Map<String, Object> values) {
        var output = new StringOutput();
        templates.render(template, values, output);
        return output.toString();
    }

    private RoomView findRoom(Call call) {
        return views.room(call.path("id", RoomId::new, NO_ROOM))
                .orElseThrow(() -> ProblemException.notFound(NO_ROOM));
    }

    private static <T> T found(Optional<T> meeting) {
        return meeting.orElseThrow(() ->
                ProblemException.notFound("There is no such meeting. It may have been erased."));
    }
}
