package io.roomscribe.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.roomscribe.protocol.DeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The AsyncAPI document says what the records say, both ways.
final class AsyncApiTest {
    private static final JsonNode DOCUMENT = read();
    private static final JsonNode SCHEMAS = DOCUMENT.path("components").path("schemas");

    /// @param typeField the field beside the record's own that names its type; empty for none
    record Described(String schema, Class<?> type, String typeField) {
        @Override
        public String toString() {
            return schema;
        }
    }

    private static JsonNode read() {
        try (var in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Described> records() {
        return Stream.of(
                        Stream.of(
                                new Described("envelope", Envelope.class, "type"),
                                new Described("entry", Entry.class, ""),
                                new Described("range", Message.Range.class, ""),
                                new Described("word", Word.class, ""),
                                new Described("stretch", Stretch.class, ""),
                                new Described("erasureReceipt", ErasureReceipt.class, ""),
                                new Described("refusedSetting", RefusedSetting.class, "")),
                        subtypes(Message.class)
                                .map(one -> new Described(one.name(), one.value(), "")),
                        subtypes(CommandBody.class)
                                .map(one ->
                                        new Described(
                                                "command-" + one.name(), one.value(), "name")),
                        subtypes(CommandResult.class)
                                .map(one ->
                                        new Described("result-" + one.name(), one.value(), "type")),
                        subtypes(EntryBody.class)
                                .map(one -> new Described(one.name(), one.value(), "type")))
                .flatMap(some -> some);
    }

    private static Stream<JsonSubTypes.Type> subtypes(Class<?> sealed) {
        return Arrays.stream(sealed.getAnnotation(JsonSubTypes.class).value());
    }

    @ParameterizedTest
    @MethodSource("records")
    void describesEveryFieldOfEveryRecordAndNoOther(Described described) {
        var schema = SCHEMAS.path(described.schema());
        var fields =
                Arrays.stream(described.type().getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!described.typeField().isEmpty()) {
            fields.add(described.typeField());
        }

        assertThat(names(schema.path("properties"))).isEqualTo(fields);
        Arrays.stream(described.type().getRecordComponents())
                .filter(component -> component.isAnnotationPresent(AddedLater.class))
                .forEach(component -> fields.remove(component.getName()));
        assertThat(texts(schema.path("required"))).isEqualTo(fields);
    }

    static Stream<Class<? extends Enum<?>>> enums() {
        return Stream.of(
                ClockQuality.class,
                DeviceState.class,
                EndReason.class,
                GapReason.class,
                TombstoneReason.class,
                StreamReason.class,
                RemovalReason.class,
                CommandOutcome.class,
                Severity.class);
    }

    @ParameterizedTest
    @MethodSource("enums")
    void listsTheWordsOfEveryEnum(Class<? extends Enum<?>> type) {
        var name = type.getSimpleName();
        var schema =
                SCHEMAS.path(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));

        assertThat(texts(schema.path("enum")))
                .isEqualTo(
                        Arrays.stream(type.getEnumConstants())
                                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void itsChannelsAreTheTopics() {
        var device = new DeviceId("box-1");

        assertThat(
                        DOCUMENT.path("channels")
                                .valueStream()
                                .map(channel -> channel.path("address").asText()))
                .map(address -> address.replace("{device}", "box-1"))
                .containsExactlyInAnyOrder(
                        Topics.birth(device),
                        Topics.outbox(device),
                        Topics.live(device),
                        Topics.ack(device),
                        Topics.command(device),
                        Topics.reply(device),
                        Topics.twinDesired(device),
                        Topics.twinReported(device));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var reference : DOCUMENT.findValuesAsText("$ref")) {
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void everyMessageAndEntryBodyIsOffered() {
        var offered = new HashSet<String>();
        DOCUMENT.path("channels")
                .valueStream()
                .forEach(channel -> offered.addAll(names(channel.path("messages"))));

        assertThat(offered).isEqualTo(subtypeNames(Message.class));
        assertThat(alternatives("entryBody", "")).isEqualTo(subtypeNames(EntryBody.class));
        assertThat(alternatives("commandBody", "command-"))
                .isEqualTo(subtypeNames(CommandBody.class));
        assertThat(alternatives("commandResult", "result-"))
                .isEqualTo(subtypeNames(CommandResult.class));
    }

    private static Set<String> alternatives(String schema, String prefix) {
        return SCHEMAS.path(schema).path("oneOf").findValuesAsText("$ref").stream()
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    private static Set<String> subtypeNames(Class<?> sealed) {
        return subtypes(sealed).map(JsonSubTypes.Type::name).collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
