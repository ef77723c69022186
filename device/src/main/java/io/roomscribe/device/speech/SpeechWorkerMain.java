package io.roomscribe.device.speech;

import io.roomscribe.device.speech.WorkerAnswer.Fault;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Main class of the speech worker, the process that holds the model. It lives apart because Vosk's
/// native code leaks and can crash: killing the worker costs nothing, recording goes on and
/// recognition resumes at the last settled sample. It reads no file but its models, opens no
/// connection, and ends when its stdin does, so it never outlives the device.
///
/// Arguments: `MODEL UTTERANCE-MAX-MILLIS [SPEAKER-MODEL]`.
///
/// **stdin**: requests, each a byte for its kind, a 32-bit length, and that many bytes (big-endian;
/// samples 16-bit little-endian):
///
/// | kind | bytes | meaning |
/// |---|---|---|
/// | `S` | recording id 64 bit, first sample 64 bit, sample rate 32 bit | start afresh there |
/// | `A` | position 64 bit, samples | the stretch that follows; 200 ms, at most 2 s |
/// | `Q` | as `A` | the stretch that follows; nobody speaks in it |
/// | `F` | | finish: what is in the decoder becomes an utterance |
/// | `P` | token 64 bit | ping |
///
/// **stdout**: answers, each a [WorkerAnswer] as [AnswerStream] writes it. `ready` comes unasked.
/// To each request come any number of `partial` and `utterance` and then exactly one of `started`,
/// `progress`, `finished`, `pong`. After `error` it ends.
///
/// **stderr**: the JVM's and Kaldi's complaints; never a word that was said.
///
/// **Exit code**: 0 stdin ended, 3 a model was refused, 4 a request was not understood.
public final class SpeechWorkerMain {
    static final int MODEL_REFUSED = 3;
    static final int REQUEST_REFUSED = 4;

    private SpeechWorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), 1 << 13));
        // Anything that prints would break the framing.
        System.setOut(System.err);
        // Halt, not exit: nothing is to be saved, and native threads cannot delay it.
        Runtime.getRuntime().halt(run(arguments, out));
    }

    private static int run(String[] arguments, DataOutputStream out) throws IOException {
        var model = Path.of(arguments[0]);
        var utteranceMax = Duration.ofMillis(Long.parseLong(arguments[1]));
        var speakerModel =
                arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.<Path>empty();
        SpeechEngine.Factory engines;
        try {
            engines = VoskEngine.load(model, speakerModel);
        } catch (VoskEngine.ModelRefused e) {
            fail(out, e.fault(), "Vosk cannot load it");
            return MODEL_REFUSED;
        }
        AnswerStream.write(out, new WorkerAnswer.Ready(speakerModel.isPresent()));
        out.flush();
        return serve(engines, utteranceMax, out);
    }

    private static int serve(
            SpeechEngine.Factory engines, Duration utteranceMax, DataOutputStream out)
            throws IOException {
        var session =
                new WorkerSession(engines, utteranceMax, answer -> AnswerStream.write(out, answer));
        var requests = new RequestReader(System.in);
        try {
            while (requests.next(session)) {
                out.flush();
            }
            return 0;
        } catch (ProtocolException e) {
            fail(out, Fault.REQUEST, String.valueOf(e.getMessage()));
            return REQUEST_REFUSED;
        }
    }

    private static void fail(DataOutputStream out, Fault fault, String reason) throws IOException {
        AnswerStream.write(out, new WorkerAnswer.Failed(fault, reason));
        out.flush();
    }
}
