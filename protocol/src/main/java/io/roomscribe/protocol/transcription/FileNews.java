package io.roomscribe.protocol.transcription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roomscribe.protocol.message.EntryBody;
import java.util.Locale;

/// What is told of one audio file, one JSON document a line: first `sound`, then `progress` and
/// `utterance` in the file's order, at last `done`; or `refused`, after which nothing comes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileNews.Sound.class, name = "sound"),
    @JsonSubTypes.Type(value = FileNews.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = FileNews.Heard.class, name = "heard"),
    @JsonSubTypes.Type(value = FileNews.Done.class, name = "done"),
    @JsonSubTypes.Type(value = FileNews.Refused.class, name = "refused"),
})
public sealed interface FileNews {

    /// The file was read to its end.
    record Sound(SoundQuality quality) implements FileNews {}

    /// @param percent of the file that is recognised
    record Progress(int percent) implements FileNews {}

    record Heard(EntryBody.Utterance utterance) implements FileNews {}

    /// @param samples of the whole file at 16 kHz
    /// @param leftOutSeconds what ended the recogniser three times, and was left out
    record Done(long samples, double leftOutSeconds) implements FileNews {}

    /// @param reason what is wrong, for people; names no path
    /// @param hint what to do about it
    record Refused(Cause cause, String reason, String hint) implements FileNews {}

    /// Who can do something about it.
    enum Cause {
        /// It is no audio of a kind that can be read here.
        UNKNOWN_FORMAT,
        /// It is audio, and broken.
        BROKEN,
        /// It is longer than is taken here.
        TOO_LONG,
        /// There is no model, or it cannot be used.
        MODEL,
        /// The recogniser does not keep running, or there is no room on the disk.
        MACHINE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        public static Cause parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
