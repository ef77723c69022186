package io.roomscribe.hub.dashboard.live;

import io.helidon.http.Headers;

/// What somebody sends who asks for a WebSocket: there is no request yet.
///
/// Immutable.
///
/// @param route the route of the same address, `GET /api/v1/rooms/{id}/live`
/// @param id of the room or meeting in its path, empty where it names none
public record Handshake(String route, String id, Headers headers) {}
