package io.roomscribe.hub.export;

import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/// Writes the meeting's title and the page's number at the foot of each page.
///
/// Confined to the thread that writes the document.
final class PdfFooter extends PdfPageEventHelper {
    private static final Color FAINT = new Color(0x59, 0x59, 0x59);
    private static final int TITLE_LETTERS_MAX = 80;

    private final PdfFonts fonts;
    private final String title;

    PdfFooter(PdfFonts fonts, String title) {
        this.fonts = fonts;
        this.title =
                title.codePointCount(0, title.length()) > TITLE_LETTERS_MAX
                        ? title.substring(0, title.offsetByCodePoints(0, TITLE_LETTERS_MAX)) + "…"
                        : title;
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        var bottom = document.bottom() - 22;
        ColumnText.showTextAligned(
                writer.getDirectContent(),
                Element.ALIGN_LEFT,
                fonts.regular(title, 7.5f, FAINT),
                document.left(),
                bottom,
                0);
        ColumnText.showTextAligned(
                writer.getDirectContent(),
                Element.ALIGN_RIGHT,
                fonts.regular(String.valueOf(writer.getPageNumber()), 7.5f, FAINT),
                document.right(),
                bottom,
                0);
    }
}
