package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.CommandResult.AudioFigures;
import io.roomscribe.protocol.message.CommandResult.PhraseHeard;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.microphone.Ear;
import io.roomscribe.protocol.microphone.MicReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The microphone of the box on this computer, reached over its socket.
///
/// Confined to one thread.
final class BoxEar implements Ear {
    private static final long LEVEL_MILLIS = 250;

    private final AdminClient client;
    private final MessageCodec codec = new MessageCodec();

    BoxEar(AdminClient client) {
        this.client = client;
    }

    @Override
    public AudioFigures listen(int seconds) {
        return (AudioFigures) result("audio-test", Map.of("seconds", seconds));
    }

    @Override
    public Optional<Message.Level> level() throws InterruptedException {
        // Never counted down: the meter is drawn four times a second.
        var _ = new CountDownLatch(1).await(LEVEL_MILLIS, TimeUnit.MILLISECONDS);
        var level = ask("level", Map.of());
        return Optional.of(
                new Message.Level(
                        level.path("peakDbfs").asDouble(-120),
                        level.path("rmsDbfs").asDouble(-120)));
    }

    @Override
    public PhraseHeard compare(String phrase, int seconds) {
        return (PhraseHeard) result("mic-check", Map.of("phrase", phrase, "seconds", seconds));
    }

    /// Accepts the room on what was heard.
    EntryBody.Acceptance accept(MicReport report, String by) {
        return ((CommandResult.Accepted) result("accept", report.acceptance(by))).acceptance();
    }

    private CommandResult result(String name, Map<String, Object> more) {
        var answer = ask(name, more);
        if (!answer.path("outcome").asText().equals("done")) {
            throw new BoxRefusedException(answer.path("reason").asText());
        }
        return codec.decodeResult(answer.path("result").toString());
    }

    private JsonNode ask(String name, Map<String, Object> more) {
        try {
            return client.ask(name, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
