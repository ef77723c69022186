package io.roomscribe.device.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Asks the box that uses a data folder.
///
/// Confined to one thread.
final class AdminClient {
    private final ObjectMapper json = new ObjectMapper();
    private final Path dataFolder;

    AdminClient(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /// @param more beside the request's name
    /// @throws IOException when no box answers
    JsonNode ask(String request, Map<String, Object> more) throws IOException {
        try (var path = SocketPath.of(dataFolder);
                var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(path.address());
            var question = json.createObjectNode().put("request", request);
            question.setAll(json.<ObjectNode>valueToTree(more));
            var out = Channels.newWriter(channel, StandardCharsets.UTF_8);
            out.write(question + "\n");
            out.flush();
            var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            var answer = in.readLine();
            if (answer == null) {
                throw new IOException("the box hung up");
            }
            return json.readTree(answer);
        }
    }
}
