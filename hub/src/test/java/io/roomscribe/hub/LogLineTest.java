package io.roomscribe.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void writesOneLineAndNoStackTraceAtInfoAndAbove() {
        var record = new LogRecord(Level.WARNING, "Entry rejected sequence={0}\nand more");
        record.setLoggerName("io.roomscribe.hub.ingest.StreamIngest");
        record.setParameters(new Object[] {"7"});
        record.setThrown(new IllegalStateException("quotes what was said"));

        var line = new LogLine().format(record);

        assertThat(line)
                .matches("\\S+ WARN  StreamIngest: Entry rejected sequence=7\\R")
                .doesNotContain("quotes");
    }
}
