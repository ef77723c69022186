package io.roomscribe.hub.export;

import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.SignedReport;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfWriter;

/// Writes the report of an acceptance as one page to be filed, with a plot of the levels.
public final class AcceptancePdf {
    private static final float MARGIN = 56;
    private static final float PLOT_HEIGHT = 90;
    private static final float PLOT_DISTANCE = 12;
    private static final float SCALE_WIDTH = 28;
    private static final float SCALE_SIZE = 7;
    private static final int PEAKS_PER_SECOND = 4;
    private static final double LOWEST_DBFS = -80;
    private static final Color SPEECH = new Color(0x1f, 0x5f, 0x8b);
    private static final Color CLIPPED = new Color(0x9c, 0x4a, 0x00);
    private static final Color SCALE = new Color(0x5a, 0x5a, 0x5a);
    private static final Color RULE = new Color(0xc8, 0xc8, 0xc8);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);

    private AcceptancePdf() {}

    public static byte[] write(SignedReport signed, ZoneId zone) {
        var report = signed.unchecked();
        var out = new ByteArrayOutputStream();
        var pdf = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        var fonts = new PdfFonts();
        var writer = PdfWriter.getInstance(pdf, out);
        writer.setPageEvent(new PdfFooter(fonts, "Acceptance " + report.accepted().id()));
        pdf.addTitle("Acceptance of " + report.device());
        pdf.addCreator("Roomscribe");
        pdf.open();
        var page = new PdfPageText(pdf, fonts);
        page.title(
                OneLine.of(report.roomName())
                        + (report.reachedTheHub() ? " is accepted" : " is not accepted"));
        page.meta("Box %s, room %s".formatted(report.device(), report.accepted().room()));
        page.meta(
                "Accepted %s by %s"
                        .formatted(
                                time(report.accepted().at(), zone),
                                OneLine.of(report.accepted().by())));
        page.meta("Software of the box: " + report.accepted().software());
        microphone(page, report);
        way(page, report, zone);
        page.heading("Signature");
        page.meta("Signed by the hub with Ed25519, key " + signed.fingerprint() + ".");
        page.meta(signed.signature());
        page.meta("Check the JSON report with: ./roomscribe accept verify FILE");
        page.heading("Level during the reading, dBFS");
        plot(
                writer.getDirectContent(),
                writer.getVerticalPosition(true) - PLOT_DISTANCE - PLOT_HEIGHT,
                fonts,
                report.accepted().heard().peaks());
        pdf.close();
        return out.toByteArray();
    }

    private static void microphone(PdfPageText page, AcceptanceReport report) {
        var heard = report.accepted().heard();
        var levels = heard.microphone();
        page.heading("Microphone: " + report.verdict());
        page.item("Read aloud from the far seat:");
        page.quote(OneLine.of(report.accepted().phrase()));
        page.item(
                String.format(
                        Locale.ROOT,
                        "%d of %d words recognised, word error %.0f %%",
                        heard.words() - heard.missed().size(),
                        heard.words(),
                        100 * heard.wordErrorRate()));
        page.item(
                String.format(
                        Locale.ROOT,
                        "Speech %.0f dBFS, peak %.0f dBFS, noise floor %.0f dBFS, %.1f %% clipped",
                        levels.rmsDbfs(),
                        levels.peakDbfs(),
                        report.accepted().noiseDbfs(),
                        levels.clippedPercent()));
    }

    private static void way(PdfPageText page, AcceptanceReport report, ZoneId zone) {
        var accepted = report.accepted();
        var stretch = accepted.heard().stretch();
        page.heading("The sentence's way");
        page.item(
                "Recording %s, samples %d to %d"
                        .formatted(
                                stretch.recording(), stretch.firstSample(), stretch.endSample()));
        page.item("Chunk " + accepted.chunk());
        page.item("Entries %s of stream %s".formatted(accepted.entries(), accepted.stream()));
        page.item(
                report.reachedTheHub()
                        ? report.segments().stream()
                                .map(row ->
                                        "Segment %d of meeting %s"
                                                .formatted(row.number(), row.meeting()))
                                .collect(Collectors.joining("; "))
                        : "Its rows are not in the hub: they were forgotten or never came.");
        page.item("Completed by the hub " + time(report.completedAt(), zone));
    }

    /// A bar a quarter second, against a line every twenty decibels; seconds stand below.
    private static void plot(
            PdfContentByte ink, float bottom, PdfFonts fonts, List<Integer> peaks) {
        var left = MARGIN + SCALE_WIDTH;
        var width = PageSize.A4.getWidth() - MARGIN - left;
        ink.setColorStroke(RULE);
        ink.setLineWidth(0.5f);
        for (var dbfs = 0; dbfs >= LOWEST_DBFS; dbfs -= 20) {
            var y = bottom + height(dbfs);
            ink.moveTo(left, y);
            ink.lineTo(left + width, y);
            write(ink, fonts, Element.ALIGN_RIGHT, "" + dbfs, left - 6, y - 2.5f);
        }
        ink.stroke();
        var step = width / Math.max(1, peaks.size());
        for (var i = 0; i < peaks.size(); i++) {
            var x = left + i * step;
            ink.setColorFill(peaks.get(i) >= 0 ? CLIPPED : SPEECH);
            ink.rectangle(x, bottom, Math.max(0.5f, step - 1), height(peaks.get(i)));
            ink.fill();
            if (i % PEAKS_PER_SECOND == 0) {
                var second = i / PEAKS_PER_SECOND + " s";
                write(ink, fonts, Element.ALIGN_LEFT, second, x, bottom - 10);
            }
        }
    }

    private static void write(
            PdfContentByte ink, PdfFonts fonts, int align, String text, float x, float y) {
        ColumnText.showTextAligned(ink, align, fonts.regular(text, SCALE_SIZE, SCALE), x, y, 0);
    }

    private static float height(int dbfs) {
        return (float) (PLOT_HEIGHT * Math.clamp(1 - dbfs / LOWEST_DBFS, 0, 1));
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
