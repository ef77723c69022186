package io.roomscribe.hub.audio;

import io.roomscribe.protocol.message.Stretch;

/// A piece of audio as a browser can play it.
///
/// Confined to whoever sends it on.
///
/// @param stretch what it holds, with a little margin before and after what was asked for
/// @param base64 Opus in Ogg
public record AudioClip(Stretch stretch, String base64) {}
