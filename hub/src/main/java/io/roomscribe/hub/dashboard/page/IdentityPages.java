package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.DeviceCondition;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.identity.DeviceCertificate;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.identity.IdentityEvent;
import io.roomscribe.hub.identity.WaitingBox;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.RefusalReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The page where people accept boxes, see whose certificate is good for how long, and take one
/// away.
///
/// Thread-safe.
final class IdentityPages {
    private static final int EVENTS_SHOWN = 40;
    private static final Duration SHORT = Duration.ofDays(30);

    private final Optional<HubIdentity> identity;
    private final Times times;
    private final Clock clock;

    IdentityPages(Optional<HubIdentity> identity, Times times, Clock clock) {
        this.identity = identity;
        this.times = times;
        this.clock = clock;
    }

    /// @param show answers with the part of the page that changed
    List<Route> changes(Route.Answerer show) {
        return List.of(
                Route.changing(
                        Method.POST,
                        "/identities/decide",
                        call -> {
                            decide(call.form("key"), call.form("decision"));
                            return show.answer(call);
                        }),
                Route.changing(
                        Method.POST,
                        "/identities/revoke",
                        call -> {
                            revoke(call);
                            return show.answer(call);
                        }));
    }

    private void decide(String key, String decision) {
        var desk = hub().desk();
        var isDone =
                switch (decision) {
                    case "accept" -> desk.accept(key);
                    case "refuse" -> desk.refuse(key);
                    default -> throw ProblemException.badRequest("Decide on accept or refuse.");
                };
        if (!isDone) {
            throw ProblemException.notFound(Texts.of("identity.gone"));
        }
    }

    private void revoke(Call call) {
        try {
            var _ = hub().desk().revoke(new DeviceId(call.form("device")), "by a person");
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound(Texts.of("device.unknown"));
        }
    }

    private HubIdentity hub() {
        return identity.orElseThrow(() ->
                ProblemException.conflict(Texts.of("identity.needed", "roomscribe hub init")));
    }

    IdentitiesView view() {
        if (identity.isEmpty()) {
            return new IdentitiesView(false, List.of(), List.of(), List.of());
        }
        var hub = identity.get();
        var certificates = hub.store().inForce();
        var known =
                certificates.stream().map(DeviceCertificate::device).collect(Collectors.toSet());
        return new IdentitiesView(
                true,
                hub.queue().waiting().stream().map(box -> waiting(box, known)).toList(),
                newest(certificates).stream().map(this::known).toList(),
                hub.events().latest(EVENTS_SHOWN).stream().map(this::event).toList());
    }

    /// One a box: while it renews, it has two.
    private static List<DeviceCertificate> newest(List<DeviceCertificate> certificates) {
        var seen = new HashSet<DeviceId>();
        return certificates.stream().filter(one -> seen.add(one.device())).toList();
    }

    private IdentitiesView.Waiting waiting(WaitingBox box, Set<DeviceId> known) {
        return new IdentitiesView.Waiting(
                box.keyHash(),
                box.device().value(),
                box.fingerprint(),
                box.serial(),
                box.address(),
                times.ago(box.askedAt(), clock.instant()),
                known.contains(box.device()));
    }

    private IdentitiesView.Known known(DeviceCertificate one) {
        var left = Duration.between(clock.instant(), one.notAfter());
        var hasConnected = one.connectedAt().isPresent();
        var tone = hasConnected ? "good" : "open";
        var isShort = left.compareTo(SHORT) < 0;
        return new IdentitiesView.Known(
                one.device().value(),
                Texts.of(state(left, isShort, hasConnected)),
                isShort ? "bad" : tone,
                days(left),
                one.serial().substring(0, 8));
    }

    private static String state(Duration left, boolean isShort, boolean hasConnected) {
        if (left.isNegative()) {
            return "identity.ran-out";
        }
        if (!hasConnected) {
            return "identity.unconnected";
        }
        return isShort ? "identity.short" : "identity.good";
    }

    private static String days(Duration left) {
        return left.isNegative()
                ? Texts.of("identity.over")
                : Texts.count("identity.days", left.toDays());
    }

    /// That a second box has this one's identity, for its own page.
    static Optional<DeviceCondition> alarm(HubIdentity identity, DeviceId device) {
        return identity.events()
                .cloned(device)
                .map(event ->
                        new DeviceCondition(
                                device,
                                HubCondition.IDENTITY_CLONED.code(),
                                HubCondition.IDENTITY_CLONED.severity(),
                                HubCondition.IDENTITY_CLONED.details().text(),
                                event.at()));
    }

    private IdentitiesView.Event event(IdentityEvent event) {
        var tone =
                switch (event.kind()) {
                    case REFUSED, REVOKED, NOT_ACCEPTED, CLONED -> "bad";
                    case ASKED_TO_BE_ACCEPTED, CLAIM_MADE -> "open";
                    default -> "good";
                };
        return new IdentitiesView.Event(
                when(event.at()),
                event.device().value(),
                Texts.word("identity-event", event.kind().word()),
                detail(event),
                tone);
    }

    /// What the hub writes down in English, in the reader's language where it is one of few
    /// sentences.
    private static String detail(IdentityEvent event) {
        return switch (event.kind()) {
            case CLONED -> Texts.of("identity.cloned");
            case REFUSED -> refusal(event.detail());
            default -> event.detail();
        };
    }

    private static String refusal(String detail) {
        return Arrays.stream(RefusalReason.values())
                .filter(reason -> detail.startsWith(reason.text()))
                .max(Comparator.comparingInt(reason -> reason.text().length()))
                .map(reason ->
                        Texts.word("refusal", reason.word())
                                + detail.substring(reason.text().length()))
                .orElse(detail);
    }

    private String when(Instant at) {
        return times.ago(at, clock.instant());
    }
}
