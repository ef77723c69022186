package io.roomscribe.device.doctor;

import io.roomscribe.protocol.message.Severity;

/// One thing that is not as it should be.
///
/// Immutable.
///
/// @param id never changes, for scripts
/// @param evidence what was seen
/// @param fix what to do
public record DoctorFinding(String id, Severity severity, String evidence, String fix) {}
