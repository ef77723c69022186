package io.roomscribe.protocol.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Messages to bytes and back: JSON, gzip above 1 KiB (recognised by its magic number). Unknown
/// fields are accepted, since a newer sender may add them; unknown types are refused.
///
/// Thread-safe.
public final class MessageCodec {
    private static final int GZIP_ABOVE_BYTES = 1024;

    /// A frame of 64 KiB cannot honestly grow past this.
    private static final int UNZIPPED_BYTES_MAX = 1024 * 1024;

    private final ObjectMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    // Missing ones are refused too, see requireAll.
                    .annotationIntrospector(requireAll())
                    // A parse error must not carry the text it failed on: it may be speech.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    /// Every component must be there but those that came with a later release.
    private static JacksonAnnotationIntrospector requireAll() {
        return new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1L;

            @Override
            public Boolean hasRequiredMarker(AnnotatedMember member) {
                return !member.hasAnnotation(AddedLater.class);
            }
        };
    }

    public byte[] encode(Envelope envelope) {
        try {
            var plain = json.writeValueAsBytes(envelope);
            return plain.length > GZIP_ABOVE_BYTES ? gzip(plain) : plain;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a message as JSON", e);
        }
    }

    public Envelope decode(byte[] bytes) {
        var plain = isGzip(bytes) ? gunzip(bytes) : bytes;
        return read(plain, Envelope.class, "message");
    }

    public String encodeBody(EntryBody body) {
        return write(body, "entry");
    }

    public EntryBody decodeBody(String payload) {
        return read(payload.getBytes(StandardCharsets.UTF_8), EntryBody.class, "entry");
    }

    public String encodeCommand(CommandBody command) {
        return write(command, "command");
    }

    /// A name that is not known is [CommandBody.Unknown].
    public CommandBody decodeCommand(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8), CommandBody.class, "command");
    }

    /// A command as a person or their program wrote it: here a field that it does not have is a
    /// mistake, and not a later release's.
    public CommandBody orderedCommand(String text) {
        return read(
                text.getBytes(StandardCharsets.UTF_8),
                json.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                CommandBody.class,
                "command");
    }

    public String encodeResult(CommandResult result) {
        return write(result, "result");
    }

    public CommandResult decodeResult(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8), CommandResult.class, "result");
    }

    private String write(Object value, String what) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a " + what + " as JSON", e);
        }
    }

    private <T> T read(byte[] plain, Class<T> type, String what) {
        return read(plain, json.reader(), type, what);
    }

    private static <T> T read(byte[] plain, ObjectReader reader, Class<T> type, String what) {
        try {
            var value = reader.readValue(plain, type);
            if (value == null) {
                throw new ProtocolException("not a " + what + ": JSON null");
            }
            return value;
        } catch (JsonProcessingException e) {
            // The original message may quote the value it refused.
            throw new ProtocolException(
                    "not a %s: %s at byte %d of %d"
                            .formatted(
                                    what,
                                    e.getClass().getSimpleName(),
                                    e.getLocation() == null ? -1 : e.getLocation().getByteOffset(),
                                    plain.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] bytes) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var plain = in.readNBytes(UNZIPPED_BYTES_MAX + 1);
            if (plain.length > UNZIPPED_BYTES_MAX) {
                throw new ProtocolException("message unzips to more than 1 MiB");
            }
            return plain;
        } catch (IOException e) {
            throw new ProtocolException("broken gzip in a message of " + bytes.length + " bytes");
        }
    }
}
