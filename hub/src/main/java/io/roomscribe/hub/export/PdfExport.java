package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;
import java.io.ByteArrayOutputStream;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfWriter;

/// Writes a meeting as a PDF on A4 that can be printed, searched and copied from.
final class PdfExport {
    private static final float MARGIN = 56;

    private PdfExport() {}

    static byte[] write(MeetingDocument document) {
        var out = new ByteArrayOutputStream();
        var pdf = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        var fonts = new PdfFonts();
        var writer = PdfWriter.getInstance(pdf, out);
        writer.setPageEvent(new PdfFooter(fonts, OneLine.of(document.title())));
        pdf.addTitle(document.title());
        pdf.addCreator("Roomscribe");
        pdf.open();
        var page = new PdfPageText(pdf, fonts);
        page.title(document.title());
        page.meta(document.room() + ", " + document.when());
        page.meta(document.coverage());
        document.people().forEach(page::meta);
        MinutesText.of(document).ifPresent(minutes -> minutes(page, minutes));
        page.heading("Transcript");
        for (var line : document.lines()) {
            var time = document.time(line.at());
            switch (line) {
                case Line.Spoken(_, _, _, var speaker, var text) -> page.turn(time, speaker, text);
                case Line.Missing missing -> page.note(time, missing.text());
                case Line.Marked marked -> page.note(time, marked.text());
            }
        }
        pdf.close();
        return out.toByteArray();
    }

    private static void minutes(PdfPageText page, MinutesText minutes) {
        page.heading("Minutes");
        page.meta(minutes.origin());
        if (!minutes.title().isEmpty()) {
            page.smallHeading(minutes.title());
        }
        minutes.paragraphs().forEach(page::paragraph);
        if (!minutes.topics().isEmpty()) {
            page.paragraph("Topics: " + minutes.topics());
        }
        if (!minutes.parts().isEmpty()) {
            page.smallHeading("What was spoken about");
        }
        for (var part : minutes.parts()) {
            page.item(part.title());
            page.quote(part.text());
        }
        for (var group : minutes.groups()) {
            page.smallHeading(group.title());
            for (var item : group.items()) {
                var duty = item.duty().isEmpty() ? "" : " (" + item.duty() + ")";
                var by = item.by().isEmpty() ? "" : " (" + item.by() + ")";
                page.item(item.text() + duty);
                item.more().forEach(page::paragraph);
                page.quote((item.verified() ? "" : "Unverified: ") + item.quote() + by);
            }
        }
    }
}
