package io.roomscribe.hub.export;

import java.util.Locale;

/// What a meeting can be written as.
public enum ExportFormat {
    PDF("PDF", "application/pdf"),
    DOCX("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    MD("Markdown", "text/markdown; charset=utf-8"),
    TXT("Text", "text/plain; charset=utf-8"),
    SRT("SubRip subtitles", "application/x-subrip; charset=utf-8"),
    VTT("WebVTT subtitles", "text/vtt; charset=utf-8"),
    JSON("JSON", "application/json");

    private final String title;
    private final String mediaType;

    ExportFormat(String title, String mediaType) {
        this.title = title;
        this.mediaType = mediaType;
    }

    /// For people.
    public String title() {
        return title;
    }

    public String mediaType() {
        return mediaType;
    }

    /// The file name's last part, without its dot.
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
