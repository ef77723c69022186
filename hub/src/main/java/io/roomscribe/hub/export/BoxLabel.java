package io.roomscribe.hub.export;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.openpdf.text.Document;
import org.openpdf.text.Image;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfWriter;

/// The label for a box: a QR code that opens the box's page on its hub, and beside it in letters
/// what it is. 62 by 29 mm, a usual size of label printers.
///
/// Immutable.
///
/// @param page address of the box's page
/// @param lines the first one is set large
public record BoxLabel(String page, List<String> lines) {
    private static final int WIDTH = 744;
    private static final int HEIGHT = 348;
    private static final int QR = 300;
    private static final int EDGE = 24;
    private static final int LARGE = 44;
    private static final int SMALL = 24;
    private static final float POINTS_PER_PIXEL = 72f / 300;

    public BoxLabel {
        lines = List.copyOf(lines);
    }

    public byte[] png() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public byte[] pdf() {
        var out = new ByteArrayOutputStream();
        var size = new Rectangle(WIDTH * POINTS_PER_PIXEL, HEIGHT * POINTS_PER_PIXEL);
        var pdf = new Document(size, 0, 0, 0, 0);
        var _ = PdfWriter.getInstance(pdf, out);
        pdf.addTitle("Label of " + lines.getFirst());
        pdf.open();
        try {
            var image = Image.getInstance(png());
            image.scaleAbsolute(size.getWidth(), size.getHeight());
            image.setAbsolutePosition(0, 0);
            pdf.add(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pdf.close();
        return out.toByteArray();
    }

    private BufferedImage image() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        var ink = image.createGraphics();
        ink.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        ink.setColor(Color.WHITE);
        ink.fillRect(0, 0, WIDTH, HEIGHT);
        ink.setColor(Color.BLACK);
        code(ink);
        text(ink);
        ink.dispose();
        return image;
    }

    private void code(Graphics2D ink) {
        var code = matrix();
        for (var y = 0; y < code.getHeight(); y++) {
            for (var x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    ink.fillRect(EDGE + x, EDGE + y, 1, 1);
                }
            }
        }
    }

    private BitMatrix matrix() {
        try {
            return new QRCodeWriter()
                    .encode(
                            page,
                            BarcodeFormat.QR_CODE,
                            QR,
                            QR,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    1));
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds " + page, e);
        }
    }

    private void text(Graphics2D ink) {
        var left = EDGE + QR + EDGE;
        var y = EDGE + LARGE;
        for (var line : lines) {
            var size = y == EDGE + LARGE ? LARGE : SMALL;
            ink.setFont(fitting(ink, line, size, WIDTH - EDGE - left));
            ink.drawString(line, left, y);
            y += SMALL + 26;
        }
    }

    private static Font fitting(Graphics2D ink, String line, int size, int width) {
        var font = PdfFonts.drawn().deriveFont((float) size);
        var needed = ink.getFontMetrics(font).stringWidth(line);
        return needed <= width ? font : font.deriveFont((float) size * width / needed);
    }
}
