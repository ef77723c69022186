package io.roomscribe.device.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.protocol.supervision.Failure;

/// Answers one request: `{"request": "status"}` with what was asked for, or with `outcome` and
/// `reason` for one that does something. Names are those of the subcommands.
///
/// Thread-safe.
final class AdminRequests {
    private static final int FORGET_MINUTES = 10;
    private static final int IDENTIFY_SECONDS = 10;

    private final AdminSource source;
    private final ObjectMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    AdminRequests(AdminSource source) {
        this.source = source;
    }

    JsonNode answer(String line) {
        try {
            return answer(json.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return outcome(CommandOutcome.REFUSED, "the request is not as it should be");
        } catch (Failure e) {
            return outcome(CommandOutcome.FAILED, e.getMessage());
        }
    }

    private JsonNode answer(JsonNode request) {
        var name = request.path("request").asText();
        return switch (name) {
            case "status" -> json.valueToTree(source.status().get());
            case "level" -> json.valueToTree(source.level().get());
            case "log" -> json.valueToTree(source.day().get());
            case "start" -> execute(new CommandBody.Start());
            case "stop" -> execute(new CommandBody.Stop());
            case "mute" -> execute(new CommandBody.Mute());
            case "unmute" -> execute(new CommandBody.Unmute());
            case "restart" -> execute(new CommandBody.Restart());
            case "mark" -> execute(new CommandBody.Mark(request.path("label").asText("")));
            case "identify" ->
                    execute(
                            new CommandBody.Identify(
                                    request.path("seconds").asInt(IDENTIFY_SECONDS)));
            case "forget" ->
                    execute(
                            new CommandBody.ForgetLast(
                                    request.path("minutes").asInt(FORGET_MINUTES)));
            case "audio-test" ->
                    execute(new CommandBody.AudioTest(request.path("seconds").asInt()));
            case "mic-check" ->
                    execute(
                            new CommandBody.MicCheck(
                                    request.path("phrase").asText(),
                                    request.path("seconds").asInt()));
            case "accept" -> accept(request);
            case "everything" -> everything();
            default -> outcome(CommandOutcome.REFUSED, "there is no request '%s'".formatted(name));
        };
    }

    private JsonNode execute(CommandBody command) {
        var reply = source.commands().apply(command);
        var answer = outcome(reply.outcome(), reply.reason());
        answer.set("result", json.valueToTree(reply.result()));
        return answer;
    }

    private JsonNode accept(JsonNode request) {
        var stretch = request.path("stretch");
        return execute(
                new CommandBody.Accept(
                        request.path("phrase").asText(),
                        new Stretch(
                                RecordingId.parse(stretch.path("recording").asText()),
                                stretch.path("firstSample").asLong(),
                                stretch.path("samples").asLong()),
                        request.path("noiseDbfs").asDouble(),
                        request.path("by").asText()));
    }

    private JsonNode everything() {
        return source.everything().get()
                ? outcome(CommandOutcome.DONE, "")
                : outcome(CommandOutcome.REFUSED, "the box does not record only");
    }

    private ObjectNode outcome(CommandOutcome outcome, String reason) {
        return json.createObjectNode().put("outcome", outcome.word()).put("reason", reason);
    }
}
