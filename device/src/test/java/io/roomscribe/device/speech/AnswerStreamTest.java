package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.RecordingId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
    private static final RecordingId RECORDING = new RecordingId(-7);

    @Test
    void answersArriveAsTheyWereWritten() throws IOException {
        var answers =
                List.of(
                        new WorkerAnswer.Ready(true),
                        new WorkerAnswer.Progress(RECORDING, 1L << 40, (1L << 40) - 3200, true),
                        new WorkerAnswer.Partial(RECORDING, 5, 9, "good mor"),
                        new WorkerAnswer.Progress(RECORDING, Long.MAX_VALUE, 0, false),
                        new WorkerAnswer.Utterance(
                                RECORDING,
                                List.of(new WorkerAnswer.SpokenWord("morning", 5, 9, 0.5)),
                                List.of(0.25f)),
                        new WorkerAnswer.Finished(RECORDING, 12));
        var wire = new ByteArrayOutputStream();
        for (var answer : answers) {
            AnswerStream.write(new DataOutputStream(wire), answer);
        }

        var in = new DataInputStream(new ByteArrayInputStream(wire.toByteArray()));
        var read = new ArrayList<WorkerAnswer>();
        for (var next = AnswerStream.read(in); next.isPresent(); next = AnswerStream.read(in)) {
            read.add(next.get());
        }

        assertThat(read).containsExactlyElementsOf(answers);
    }

    @Test
    void bytesThatAreNoAnswerAreRefused() {
        var wire = new byte[] {0, 0, 0, 3, 'P', 1, 2};

        assertThatThrownBy(() ->
                        AnswerStream.read(new DataInputStream(new ByteArrayInputStream(wire))))
                .isInstanceOf(ProtocolException.class);
    }
}
