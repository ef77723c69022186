package io.roomscribe.device.update;

import io.roomscribe.protocol.configuration.SettingForm;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// The hours in which a box may restart for an update, in the box's own time zone; may go over
/// midnight.
///
/// Immutable.
@SettingForm("hours: 02:00-05:00")
public record MaintenanceWindow(LocalTime from, LocalTime to) {
    private static final Pattern FORM = Pattern.compile("\\d\\d:\\d\\d-\\d\\d:\\d\\d");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    public static MaintenanceWindow parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected hours such as 02:00-05:00");
        }
        try {
            var ends = text.split("-", 2);
            return new MaintenanceWindow(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected hours such as 02:00-05:00", e);
        }
    }

    boolean contains(LocalTime time) {
        return from.isAfter(to)
                ? !time.isBefore(from) || time.isBefore(to)
                : !time.isBefore(from) && time.isBefore(to);
    }

    @Override
    public String toString() {
        return TIME.format(from) + "-" + TIME.format(to);
    }
}
