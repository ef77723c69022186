package io.roomscribe.hub.export;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The paragraphs of a Word document. Text of right-to-left scripts is marked so, because Word
/// orders it only then.
///
/// Confined to the thread that writes it.
final class WordBody {
    private static final String NAMESPACE =
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final XMLStreamWriter xml;

    WordBody(XMLStreamWriter xml) {
        this.xml = xml;
    }

    void begin() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("w:document");
        xml.writeAttribute("xmlns:w", NAMESPACE);
        xml.writeAttribute("xmlns:r", RELATIONS);
        xml.writeStartElement("w:body");
    }

    void end() throws XMLStreamException {
        xml.writeStartElement("w:sectPr");
        xml.writeEmptyElement("w:footerReference");
        xml.writeAttribute("w:type", "default");
        xml.writeAttribute("r:id", "footer");
        xml.writeEmptyElement("w:pgSz");
        xml.writeAttribute("w:w", "11906");
        xml.writeAttribute("w:h", "16838");
        xml.writeEmptyElement("w:pgMar");
        for (var side : new String[] {"top", "right", "bottom", "left"}) {
            xml.writeAttribute("w:" + side, "1247");
        }
        for (var side : new String[] {"header", "footer", "gutter"}) {
            xml.writeAttribute("w:" + side, side.equals("gutter") ? "0" : "624");
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    void paragraph(String style, String text) throws XMLStreamException {
        open(style, text);
        run("", text);
        xml.writeEndElement();
    }

    /// What somebody said.
    void turn(String time, String speaker, String text) throws XMLStreamException {
        open("Turn", text);
        timed(time);
        if (!speaker.isEmpty()) {
            run("Speaker", speaker + ": ");
        }
        run("", text);
        xml.writeEndElement();
    }

    /// What stands between the sentences without having been said.
    void note(String time, String text) throws XMLStreamException {
        open("Turn", text);
        timed(time);
        run("Missing", text);
        xml.writeEndElement();
    }

    private void timed(String time) throws XMLStreamException {
        run("Time", time);
        xml.writeStartElement("w:r");
        xml.writeEmptyElement("w:tab");
        xml.writeEndElement();
    }

    private void open(String style, String text) throws XMLStreamException {
        xml.writeStartElement("w:p");
        xml.writeStartElement("w:pPr");
        xml.writeEmptyElement("w:pStyle");
        xml.writeAttribute("w:val", style);
        if (OneLine.isRightToLeft(text)) {
            xml.writeEmptyElement("w:bidi");
        }
        xml.writeEndElement();
    }

    private void run(String style, String text) throws XMLStreamException {
        xml.writeStartElement("w:r");
        xml.writeStartElement("w:rPr");
        if (!style.isEmpty()) {
            xml.writeEmptyElement("w:rStyle");
            xml.writeAttribute("w:val", style);
        }
        if (OneLine.isRightToLeft(text)) {
            xml.writeEmptyElement("w:rtl");
        }
        xml.writeEndElement();
        xml.writeStartElement("w:t");
        xml.writeAttribute("xml:space", "preserve");
        xml.writeCharacters(text);
        xml.writeEndElement();
        xml.writeEndElement();
    }
}
