package io.roomscribe.hub.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// Word and PDF, opened by others than who wrote them: the JDK's zip and XML readers, and PDFBox.
final class DocumentExportsIT {
    private static final String WORD =
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    @Test
    void writesWordThatIsWholeAndHoldsEverything() throws Exception {
        var parts = unzip(MeetingExport.content(SampleDocument.hard(), ExportFormat.DOCX));

        assertThat(parts).containsKeys("[Content_Types].xml", "_rels/.rels", "docProps/core.xml");
        // Every part is XML, and every part that another refers to is there.
        for (var part : parts.keySet()) {
            xml(parts, part);
        }
        targets(xml(parts, "_rels/.rels"), "").forEach(one -> assertThat(parts).containsKey(one));
        targets(xml(parts, "word/_rels/document.xml.rels"), "word/")
                .forEach(one -> assertThat(parts).containsKey(one));
        var body = xml(parts, "word/document.xml");
        var paragraphs = texts(body);
        assertThat(paragraphs)
                .contains(
                        "Budget \"Q1\" <i>2026</i>",
                        "Audio covers 69.0 % of this time",
                        "Invited: Anna, <Ben> O'Neil",
                        "Spoke: Anna, דנה, Ben",
                        "Revision 3, final, made by qwen2.5",
                        "Unverified: I will",
                        "Order microphones (Anna, by Thursday)",
                        "10:00:01" + SampleDocument.HTML,
                        "10:00:06Anna: " + SampleDocument.EMOJI,
                        "10:00:15No audio for 30 s: muted");
        var hebrew = paragraphs.indexOf("10:00:10דנה: " + SampleDocument.HEBREW);
        assertThat(element(body, "p", hebrew).getElementsByTagNameNS(WORD, "bidi").getLength())
                .isOne();
        var styles = parts.get("word/styles.xml");
        var used = body.getElementsByTagNameNS(WORD, "pStyle");
        for (var i = 0; i < used.getLength(); i++) {
            assertThat(styles)
                    .contains("\"" + ((Element) used.item(i)).getAttribute("w:val") + "\"");
        }
    }

    @Test
    void writesAPdfThatHoldsEverything() throws IOException {
        var bytes = MeetingExport.content(SampleDocument.hard(), ExportFormat.PDF);

        try (var pdf = Loader.loadPDF(bytes)) {
            var text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
            assertThat(pdf.getDocumentInformation().getTitle())
                    .isEqualTo("Budget \"Q1\" <i>2026</i>");
            assertThat(text)
                    .contains(
                            "Audio covers 69.0 % of this time",
                            "Invited: Anna, <Ben> O'Neil",
                            "Spoke: Anna,",
                            "Order microphones (Anna, by Thursday)",
                            "Unverified: I will",
                            "No audio for 30 s: muted",
                            SampleDocument.HTML,
                            // DejaVu has the face; what it lacks is named.
                            "Anna: Well done 😀 [rocket] Müller, Łódź");
            assertThat(text).contains("שלום").contains("היום");
            for (var page : pdf.getPages()) {
                for (var font : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void holdsAHundredThousandWords() throws Exception {
        var document = SampleDocument.long100000();
        var word = unzip(MeetingExport.content(document, ExportFormat.DOCX));
        var pages = MeetingExport.content(document, ExportFormat.PDF);
        var subRip =
                Subtitles.subRip(
                        new String(
                                MeetingExport.content(document, ExportFormat.SRT),
                                StandardCharsets.UTF_8));

        assertThat(texts(xml(word, "word/document.xml")).getLast()).contains("word5000 word5000");
        assertThat(subRip.getLast().text()).contains("word5000");
        try (var pdf = Loader.loadPDF(pages)) {
            var last = new PDFTextStripper();
            last.setStartPage(pdf.getNumberOfPages());
            assertThat(last.getText(pdf)).contains("word5000", "A long day");
            assertThat(pdf.getNumberOfPages()).isBetween(100, 600);
        }
    }

    private static Map<String, String> unzip(byte[] file) throws IOException {
        var parts = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private static Document xml(Map<String, String> parts, String name) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var bytes = String.valueOf(parts.get(name)).getBytes(StandardCharsets.UTF_8);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> targets(Document relations, String folder) {
        var targets = new ArrayList<String>();
        var all = relations.getElementsByTagName("Relationship");
        for (var i = 0; i < all.getLength(); i++) {
            targets.add(folder + ((Element) all.item(i)).getAttribute("Target"));
        }
        return targets;
    }

    private static List<String> texts(Document body) {
        var texts = new ArrayList<String>();
        var paragraphs = body.getElementsByTagNameNS(WORD, "p");
        for (var i = 0; i < paragraphs.getLength(); i++) {
            texts.add(paragraphs.item(i).getTextContent());
        }
        return texts;
    }

    private static Element element(Document body, String name, int index) {
        return (Element) body.getElementsByTagNameNS(WORD, name).item(index);
    }
}
