package io.roomscribe.hub.export;

import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/// The pieces of text a PDF is put together from. All are cells of tables, because only there
/// OpenPDF sets text of right-to-left scripts in its order.
///
/// Confined to the thread that writes it.
final class PdfPageText {
    private static final Color INK = new Color(0x1c, 0x1c, 0x1c);
    private static final Color FAINT = new Color(0x59, 0x59, 0x59);
    private static final Color MISSING = new Color(0x9c, 0x4a, 0x00);
    private static final float SIZE = 9.5f;
    private static final float SMALL = 8.5f;
    private static final float[] TIMED = {1, 8};
    private static final float[] WHOLE = {1};
    private static final float LEADING = 1.35f;

    private final Document pdf;
    private final PdfFonts fonts;

    PdfPageText(Document pdf, PdfFonts fonts) {
        this.pdf = pdf;
        this.fonts = fonts;
    }

    void title(String text) {
        whole(fonts.bold(text, 18, INK), text, 0, 6, 0);
    }

    void meta(String text) {
        whole(fonts.regular(text, SMALL, FAINT), text, 0, 2, 0);
    }

    void heading(String text) {
        whole(fonts.bold(text, 13, INK), text, 20, 6, 0);
    }

    void smallHeading(String text) {
        whole(fonts.bold(text, 10.5f, INK), text, 10, 4, 0);
    }

    void paragraph(String text) {
        whole(fonts.regular(text, SIZE, INK), text, 3, 3, 0);
    }

    void item(String text) {
        whole(fonts.regular(text, SIZE, INK), text, 2, 1, 0);
    }

    void quote(String text) {
        whole(fonts.regular(text, SMALL, FAINT), text, 0, 4, 14);
    }

    void turn(String time, String speaker, String text) {
        var phrase = new Phrase();
        if (!speaker.isEmpty()) {
            phrase.add(fonts.bold(speaker + ": ", SIZE, INK));
        }
        phrase.add(fonts.regular(text, SIZE, INK));
        timed(time, phrase, text);
    }

    /// What stands between the sentences without having been said.
    void note(String time, String text) {
        timed(time, fonts.regular(text, SIZE, MISSING), text);
    }

    private void timed(String time, Phrase phrase, String text) {
        var row = table(TIMED);
        row.addCell(cell(fonts.regular(time, SMALL, FAINT), time));
        row.addCell(cell(phrase, text));
        pdf.add(row);
    }

    private void whole(Phrase phrase, String text, float above, float below, float indent) {
        var row = table(WHOLE);
        var cell = cell(phrase, text);
        cell.setPaddingTop(above);
        cell.setPaddingBottom(below);
        cell.setPaddingLeft(indent);
        row.addCell(cell);
        pdf.add(row);
    }

    private static PdfPTable table(float[] widths) {
        var row = new PdfPTable(widths);
        row.setWidthPercentage(100);
        row.setSplitLate(false);
        return row;
    }

    private static PdfPCell cell(Phrase phrase, String text) {
        var cell = new PdfPCell(phrase);
        cell.setBorder(PdfPCell.NO_BORDER);
        cell.setPadding(2);
        cell.setPaddingLeft(0);
        cell.setLeading(0, LEADING);
        cell.setRunDirection(
                OneLine.isRightToLeft(text)
                        ? PdfWriter.RUN_DIRECTION_RTL
                        : PdfWriter.RUN_DIRECTION_LTR);
        return cell;
    }
}
