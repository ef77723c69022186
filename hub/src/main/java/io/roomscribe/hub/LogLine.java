package io.roomscribe.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/// One line a record: time, level, last part of the logger's name, message. Stack traces only below
/// INFO: their messages may quote what nobody may log.
public final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    /// Sets logging up from `logging.properties` in the jar, unless the JVM's own property names
    /// another file.
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream properties = LogLine.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String format(LogRecord record) {
        var logger = record.getLoggerName();
        var line =
                "%s %s %s: %s%n"
                        .formatted(
                                TIME.format(record.getInstant()),
                                level(record.getLevel()),
                                logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1),
                                formatMessage(record).lines().findFirst().orElse(""));
        return record.getThrown() == null || record.getLevel().intValue() >= Level.INFO.intValue()
                ? line
                : line + trace(record.getThrown());
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
