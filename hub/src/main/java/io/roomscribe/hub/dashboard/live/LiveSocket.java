package io.roomscribe.hub.dashboard.live;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Sender;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// One WebSocket that tells what the event stream of the same address tells. It listens to nothing
/// but the end.
///
/// Confined to its connection's thread, but for the thread that tells.
final class LiveSocket implements WsListener {
    private final LiveReaders readers;
    private final HandshakeGate gate;
    private final Address address;
    private Optional<Admitted> admitted = Optional.empty();
    private volatile boolean gone;

    /// One of the addresses.
    interface Address {
        /// As the table of routes names it.
        String route();

        /// @param id what the path names; asked only where it names something
        /// @param rooms that the reader may see, whatever `id` names among them
        /// @throws ProblemException when there is nothing of that id
        LiveFilter filter(Supplier<String> id, RoomScope rooms);
    }

    private record Admitted(Handshake handshake, LiveReaders.Wish wish) {}

    LiveSocket(LiveReaders readers, HandshakeGate gate, Address address) {
        this.readers = readers;
        this.gate = gate;
        this.address = address;
    }

    /// What is refused here goes on as an ordinary request, whose route says why.
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
            throws WsUpgradeException {
        checkOrigin(headers);
        try {
            var id = id(prologue.uriPath().path());
            var handshake = new Handshake(address.route(), id, headers);
            var account = gate.check(handshake);
            var filter = address.filter(() -> id, account.rooms());
            var after = prologue.query().first("after").map(Long::parseLong).orElse(-1L);
            if (!prologue.query().names().stream().allMatch("after"::equals)) {
                throw new WsUpgradeException("an unknown parameter");
            }
            admitted =
                    Optional.of(
                            new Admitted(
                                    handshake,
                                    new LiveReaders.Wish(
                                            filter,
                                            headers.first(HeaderNames.create("Last-Event-ID")),
                                            after < 0
                                                    ? OptionalLong.empty()
                                                    : OptionalLong.of(after))));
            return Optional.empty();
        } catch (ProblemException | NumberFormatException e) {
            throw new WsUpgradeException("refused", e);
        }
    }

    private static void checkOrigin(Headers headers) {
        if (Sender.isForeign(headers)) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.FORBIDDEN)
                    .message("foreign origin")
                    .build();
        }
    }

    /// `/api/v1/rooms/{id}/live` has one, `/api/v1/live` has none.
    private static String id(String path) {
        var parts = List.of(path.split("/"));
        return parts.size() == 6 ? parts.get(4) : "";
    }

    @Override
    public void onOpen(WsSession session) {
        if (admitted.isEmpty() || !readers.enter()) {
            session.close(WsCloseCodes.TRY_AGAIN_LATER, "Too many live connections.");
            return;
        }
        var who = admitted.get();
        Thread.ofVirtual().name("live-socket").start(() -> tell(session, who));
    }

    private void tell(WsSession session, Admitted who) {
        try {
            var isOver =
                    readers.tell(
                            new SocketSink(session),
                            who.wish(),
                            () -> isStillPermitted(who.handshake()),
                            () -> gone);
            if (!gone) {
                session.close(
                        isOver ? WsCloseCodes.GOING_AWAY : WsCloseCodes.VIOLATED_POLICY,
                        isOver ? "The hub stops." : "You may not read this any more.");
            }
        } catch (UncheckedIOException | SocketWriterException e) {
            // The reader has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.leave();
        }
    }

    private boolean isStillPermitted(Handshake handshake) {
        try {
            gate.check(handshake);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        session.close(WsCloseCodes.CANNOT_ACCEPT, "This connection only tells.");
    }

    @Override
    public void onMessage(WsSession session, BufferData buffer, boolean last) {
        onMessage(session, "", last);
    }

    @Override
    public void onPing(WsSession session, BufferData buffer) {
        session.pong(buffer);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        gone = true;
    }

    @Override
    public void onError(WsSession session, Throwable thrown) {
        gone = true;
    }
}
