package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.microphone.MicReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the acceptance of one box went.
sealed interface Acceptance {
    boolean isAccepted();

    /// For people.
    List<String> lines();

    /// For programs.
    Map<String, Object> shape();

    /// The hub has signed.
    ///
    /// @param took from the first step on
    record Signed(SignedReport signed, List<Path> files, Duration took) implements Acceptance {
        public Signed {
            files = List.copyOf(files);
        }

        @Override
        public boolean isAccepted() {
            return signed.unchecked().reachedTheHub();
        }

        @Override
        public List<String> lines() {
            var report = signed.unchecked();
            var accepted = report.accepted();
            var lines = new ArrayList<String>();
            lines.add(
                    isAccepted()
                            ? "%s (%s) is accepted by %s, microphone %s."
                                    .formatted(
                                            report.device(),
                                            report.roomName(),
                                            accepted.by(),
                                            report.verdict())
                            : "The sentence of %s is not in the hub.".formatted(report.device()));
            lines.add("  recording  " + accepted.heard().stretch().recording());
            lines.add("  chunk      " + accepted.chunk());
            lines.add("  entries    %s of %s".formatted(accepted.entries(), accepted.stream()));
            for (var row : report.segments()) {
                lines.add("  segment    " + row.number());
                lines.add("  meeting    " + row.meeting());
            }
            lines.add("  acceptance " + accepted.id());
            files.forEach(file -> lines.add("  file       " + file));
            lines.add("Next: " + next());
            return lines;
        }

        private String next() {
            if (isAccepted()) {
                return "print %s and stick it on the box".formatted(files.getLast());
            }
            return "./roomscribe accept " + signed.unchecked().device();
        }

        @Override
        public Map<String, Object> shape() {
            var report = signed.unchecked();
            var shape = AcceptCommand.shape(report, signed);
            shape.put("accepted", isAccepted());
            shape.put("files", files.stream().map(Path::toString).toList());
            shape.put("seconds", took.toMillis() / 1000.0);
            shape.put("next", next());
            return shape;
        }

        AcceptanceReport report() {
            return signed.unchecked();
        }
    }

    /// The microphone did not pass.
    record Refused(DeviceId device, MicReport report) implements Acceptance {
        @Override
        public boolean isAccepted() {
            return false;
        }

        @Override
        public List<String> lines() {
            var lines = new ArrayList<>(List.of("%s is not accepted.".formatted(device)));
            lines.addAll(report.lines(report.verdict().word(), next()));
            return lines;
        }

        private String next() {
            var accept = "./roomscribe accept " + device;
            return report.next(accept, "./roomscribe doctor " + device, accept);
        }

        @Override
        public Map<String, Object> shape() {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("device", device.value());
            shape.put("accepted", false);
            shape.putAll(report.shape(next()));
            return shape;
        }
    }
}
