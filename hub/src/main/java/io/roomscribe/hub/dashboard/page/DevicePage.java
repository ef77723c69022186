package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.DeviceTwin;
import io.roomscribe.protocol.message.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A box with what can be asked of it, what was, and how it is to be configured.
///
/// Immutable.
///
/// @param otherRooms names of rooms it could go to
/// @param sites that rooms were put to
record DevicePage(
        DeviceView device,
        List<String> otherRooms,
        List<String> sites,
        List<Asked> asked,
        Twin twin,
        Bundle bundle,
        Optional<Diagnosis> diagnosis,
        List<Step> updates,
        List<Step> history,
        Optional<Accepted> acceptance) {

    /// When the room was last accepted.
    ///
    /// @param isComplete its sentence was found in the hub
    record Accepted(String id, String at, String by, String verdict, boolean isComplete) {}

    /// The support bundle as it stands.
    ///
    /// @param state as people read it
    /// @param tone `good`, `bad` or `open`
    /// @param file to download; empty while there is none
    /// @param here bytes that have come
    record Bundle(
            boolean isAsked,
            String state,
            String tone,
            String file,
            long bytes,
            long here,
            Told reason) {}

    /// What the doctor last found.
    record Diagnosis(String at, List<Found> findings) {}

    /// One thing that is not as it should be.
    ///
    /// @param severity its word
    record Found(String id, String severity, Told evidence, Told fix) {
        static Found of(CommandResult.Finding finding) {
            return new Found(
                    finding.id(),
                    finding.severity().word(),
                    Texts.told("found", finding.id(), finding.evidence()),
                    Texts.told("mend", finding.id(), finding.fix()));
        }
    }

    /// A step of an update, or a change of a condition.
    ///
    /// @param tone `good`, `bad` or `open`
    record Step(String at, String what, String step, String tone, String reason) {}

    /// A command that was given.
    ///
    /// @param tone `good`, `bad` or `open`
    record Asked(String name, String at, String state, String tone, Told reason) {}

    /// @param rows desired keys, each with what is in force
    record Twin(long desiredVersion, long reportedVersion, List<Row> rows, boolean isHeard) {
        static Twin of(DeviceTwin twin) {
            var delta = twin.delta();
            return new Twin(
                    twin.desired().version(),
                    twin.reported().version(),
                    twin.desired().settings().entrySet().stream()
                            .map(wanted -> row(twin, wanted, delta.contains(wanted.getKey())))
                            .toList(),
                    twin.reportedAt().isPresent());
        }

        private static Row row(DeviceTwin twin, Map.Entry<String, String> wanted, boolean differs) {
            var key = wanted.getKey();
            var refused =
                    twin.reported().refused().stream()
                            .filter(one -> one.key().equals(key))
                            .map(one -> Texts.of("device.twin-refused", one.reason()))
                            .findFirst();
            var why =
                    Texts.of(
                            twin.reported().pendingRestart().contains(key)
                                    ? "device.after-restart"
                                    : "device.not-yet");
            return new Row(
                    key,
                    wanted.getValue(),
                    twin.reported().settings().getOrDefault(key, ""),
                    differs ? refused.orElse(why) : "");
        }
    }

    /// @param open why it is not in force; empty when it is
    record Row(String key, String desired, String inForce, String open) {}
}
