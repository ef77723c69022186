package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/// Writes a meeting as a Word document (ECMA-376 WordprocessingML): a zip of a few XML files, of
/// which only the body and the properties differ from one meeting to the next.
final class WordExport {
    private static final List<String> FIXED =
            List.of(
                    "[Content_Types].xml",
                    "_rels/.rels",
                    "word/_rels/document.xml.rels",
                    "word/styles.xml",
                    "word/footer.xml");

    private WordExport() {}

    static byte[] write(MeetingDocument document) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var name : FIXED) {
                zip.putNextEntry(new ZipEntry(name));
                fixed(name).transferTo(zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("docProps/core.xml"));
            properties(document, zip);
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            body(document, zip);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text of ours does not become XML", e);
        }
        return out.toByteArray();
    }

    private static InputStream fixed(String name) {
        return Objects.requireNonNull(
                WordExport.class.getResourceAsStream("word/" + name.replace('/', '.')), name);
    }

    private static void properties(MeetingDocument document, ZipOutputStream zip)
            throws XMLStreamException {
        var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(zip, "UTF-8");
        var at = document.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("cp:coreProperties");
        xml.writeAttribute(
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
        xml.writeAttribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
        xml.writeAttribute("xmlns:dcterms", "http://purl.org/dc/terms/");
        xml.writeAttribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.writeStartElement("dc:title");
        xml.writeCharacters(document.title());
        xml.writeEndElement();
        xml.writeStartElement("dc:creator");
        xml.writeCharacters("Roomscribe");
        xml.writeEndElement();
        xml.writeStartElement("dcterms:created");
        xml.writeAttribute("xsi:type", "dcterms:W3CDTF");
        xml.writeCharacters(at);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static void body(MeetingDocument document, ZipOutputStream zip)
            throws XMLStreamException {
        var body = new WordBody(XMLOutputFactory.newInstance().createXMLStreamWriter(zip, "UTF-8"));
        body.begin();
        body.paragraph("Title", document.title());
        body.paragraph("Meta", document.room() + ", " + document.when());
        body.paragraph("Meta", document.coverage());
        for (var line : document.people()) {
            body.paragraph("Meta", line);
        }
        var minutes = MinutesText.of(document);
        if (minutes.isPresent()) {
            minutes(body, minutes.get());
        }
        body.paragraph("Heading1", "Transcript");
        for (var line : document.lines()) {
            var time = document.time(line.at());
            switch (line) {
                case Line.Spoken(_, _, _, var speaker, var text) -> body.turn(time, speaker, text);
                case Line.Missing missing -> body.note(time, missing.text());
                case Line.Marked marked -> body.note(time, marked.text());
            }
        }
        body.end();
    }

    private static void minutes(WordBody body, MinutesText minutes) throws XMLStreamException {
        body.paragraph("Heading1", "Minutes");
        body.paragraph("Meta", minutes.origin());
        if (!minutes.title().isEmpty()) {
            body.paragraph("Heading2", minutes.title());
        }
        for (var paragraph : minutes.paragraphs()) {
            body.paragraph("Normal", paragraph);
        }
        if (!minutes.topics().isEmpty()) {
            body.paragraph("Normal", "Topics: " + minutes.topics());
        }
        if (!minutes.parts().isEmpty()) {
            body.paragraph("Heading2", "What was spoken about");
        }
        for (var part : minutes.parts()) {
            body.paragraph("Item", part.title());
            body.paragraph("Quote", part.text());
        }
        for (var group : minutes.groups()) {
            body.paragraph("Heading2", group.title());
            for (var item : group.items()) {
                var duty = item.duty().isEmpty() ? "" : " (" + item.duty() + ")";
                var by = item.by().isEmpty() ? "" : " (" + item.by() + ")";
                body.paragraph("Item", item.text() + duty);
                for (var line : item.more()) {
                    body.paragraph("Normal", line);
                }
                body.paragraph(
                        "Quote", (item.verified() ? "" : "Unverified: ") + item.quote() + by);
            }
        }
    }
}
