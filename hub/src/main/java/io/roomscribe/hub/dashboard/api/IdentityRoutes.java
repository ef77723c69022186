package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.identity.DeviceCertificate;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.identity.IdentityEvent;
import io.roomscribe.hub.identity.WaitingBox;
import io.roomscribe.protocol.DeviceId;
import java.util.List;
import java.util.Optional;

/// Which boxes may connect: those that wait to be accepted, certificates in force, what happened.
///
/// Thread-safe.
public final class IdentityRoutes {
    private static final int EVENTS_MAX = 500;
    private static final int EVENTS_SHOWN = 100;

    private final Optional<HubIdentity> identity;

    public IdentityRoutes(Optional<HubIdentity> identity) {
        this.identity = identity;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/identities", this::identities, "limit"),
                Route.changing(Method.POST, "/api/v1/identities/{key}/accept", this::accept),
                Route.changing(Method.POST, "/api/v1/identities/{key}/refuse", this::refuse),
                Route.changing(Method.POST, "/api/v1/devices/{id}/revoke", this::revoke));
    }

    record WaitingShape(
            String key,
            String device,
            String fingerprint,
            String serial,
            String address,
            String askedAt) {
        static WaitingShape of(WaitingBox box) {
            return new WaitingShape(
                    box.keyHash(),
                    box.device().value(),
                    box.fingerprint(),
                    box.serial(),
                    box.address(),
                    box.askedAt().toString());
        }
    }

    record CertificateShape(
            String device, String serial, String issuedAt, String notAfter, boolean connected) {
        static CertificateShape of(DeviceCertificate one) {
            return new CertificateShape(
                    one.device().value(),
                    one.serial(),
                    one.issuedAt().toString(),
                    one.notAfter().toString(),
                    one.connectedAt().isPresent());
        }
    }

    record EventShape(String at, String device, String kind, String detail) {
        static EventShape of(IdentityEvent event) {
            return new EventShape(
                    event.at().toString(),
                    event.device().value(),
                    event.kind().word(),
                    event.detail());
        }
    }

    record IdentitiesShape(
            List<WaitingShape> waiting,
            List<CertificateShape> certificates,
            List<EventShape> events) {}

    record RevokedShape(String device, int ended) {}

    private Answer identities(Call call) {
        var limit = (int) call.number("limit", 1, EVENTS_MAX, EVENTS_SHOWN);
        if (identity.isEmpty()) {
            return Answer.json(new IdentitiesShape(List.of(), List.of(), List.of()));
        }
        var hub = identity.get();
        return Answer.json(
                new IdentitiesShape(
                        hub.queue().waiting().stream().map(WaitingShape::of).toList(),
                        hub.store().inForce().stream().map(CertificateShape::of).toList(),
                        hub.events().latest(limit).stream().map(EventShape::of).toList()));
    }

    private Answer accept(Call call) {
        return decided(call, hub().desk().accept(call.path("key")));
    }

    private Answer refuse(Call call) {
        return decided(call, hub().desk().refuse(call.path("key")));
    }

    private Answer decided(Call call, boolean isDone) {
        if (!isDone) {
            throw ProblemException.notFound("No box with this key waits.");
        }
        return identities(call);
    }

    private Answer revoke(Call call) {
        var device = call.path("id", DeviceId::new, "There is no device of that id.");
        var ended = hub().desk().revoke(device, "through the API");
        return Answer.json(new RevokedShape(device.value(), ended));
    }

    private HubIdentity hub() {
        return identity.orElseThrow(() ->
                ProblemException.conflict(
                        "This hub has no identity yet; run 'roomscribe hub init' on its machine."));
    }
}
