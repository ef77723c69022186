package io.roomscribe.device.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TerminalPanelTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalPanel panel =
            new TerminalPanel(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsColourWordAndLevelInOneLine() {
        panel.show(new PanelView(PanelState.RECORDING, true, -30));

        assertThat(printed())
                .isEqualTo(
                        "\r\u001b[2K\u001b[32m●\u001b[0m recording    ▮▮▮▮▮▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯  -30 dB\r");
    }

    @Test
    void drawsNothingWhenNothingChanged() {
        panel.show(new PanelView(PanelState.MUTED, true, -120));
        var once = printed();
        panel.show(new PanelView(PanelState.MUTED, true, -120));

        assertThat(printed()).isEqualTo(once);
    }

    @Test
    void leavesAnEmptyLine() {
        panel.show(new PanelView(PanelState.RECORDING, true, 0));
        panel.close();

        assertThat(printed()).endsWith("\r\u001b[2K");
    }
}
