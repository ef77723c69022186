package io.roomscribe.hub.export;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/// The letters a PDF is set in: DejaVu Sans, which has European scripts, Hebrew, Arabic and the
/// usual faces among the emoji, and travels inside the file. A character that it lacks is written
/// as its Unicode name in brackets, so that nothing that was said is missing from the page.
///
/// Immutable.
final class PdfFonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private final BaseFont regular;
    private final BaseFont bold;

    PdfFonts() {
        regular = load("DejaVuSans.ttf");
        bold = load("DejaVuSans-Bold.ttf");
    }

    Phrase regular(String text, float size, Color color) {
        return new Phrase(shown(text, regular), new Font(regular, size, Font.NORMAL, color));
    }

    Phrase bold(String text, float size, Color color) {
        return new Phrase(shown(text, bold), new Font(bold, size, Font.NORMAL, color));
    }

    /// The same letters for what is drawn, whatever fonts the machine has.
    static java.awt.Font drawn() {
        try (InputStream in =
                Objects.requireNonNull(
                        PdfFonts.class.getResourceAsStream(FOLDER + "DejaVuSans.ttf"))) {
            return java.awt.Font.createFont(java.awt.Font.TRUETYPE_FONT, in);
        } catch (IOException | java.awt.FontFormatException e) {
            throw new IllegalStateException("cannot read the font from the jar", e);
        }
    }

    private static boolean has(BaseFont font, int letter) {
        return font.charExists(letter);
    }

    private static String shown(String text, BaseFont font) {
        if (text.codePoints().allMatch(letter -> has(font, letter))) {
            return text;
        }
        var out = new StringBuilder();
        text.codePoints()
                .forEach(letter -> {
                    if (has(font, letter)) {
                        out.appendCodePoint(letter);
                    } else if (Character.getType(letter) != Character.FORMAT
                            && Character.getType(letter) != Character.NON_SPACING_MARK) {
                        out.append('[').append(name(letter)).append(']');
                    }
                });
        return out.toString();
    }

    private static String name(int letter) {
        var name = Character.getName(letter);
        return name == null
                ? "U+%04X".formatted(letter)
                : name.toLowerCase(Locale.ROOT).replace("cjk unified ideographs ", "");
    }

    private static BaseFont load(String name) {
        try (InputStream in =
                Objects.requireNonNull(PdfFonts.class.getResourceAsStream(FOLDER + name), name)) {
            return BaseFont.createFont(
                    name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the font " + name + " from the jar", e);
        }
    }
}
