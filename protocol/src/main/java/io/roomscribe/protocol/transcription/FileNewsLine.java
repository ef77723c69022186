package io.roomscribe.protocol.transcription;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.message.ProtocolException;

/// News of a file as a line of text. Stateless.
public final class FileNewsLine {
    private FileNewsLine() {}

    /// Without a line end.
    public static String write(FileNews news) {
        return RecordJson.write(news);
    }

    /// @throws ProtocolException when it is none
    public static FileNews parse(String line) {
        try {
            return RecordJson.read(line, FileNews.class);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("not news of a file");
        }
    }
}
