package io.roomscribe.device.speech;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// A worker with a scripted engine that does what the audio, or the model's folder name, tells it:
/// die, hang, or talk nonsense.
public final class FaultyWorkerMain {
    static final short DIE = 30_000;
    static final short HANG = 30_001;
    static final short NONSENSE = 30_002;

    private FaultyWorkerMain() {}

    public static void main(String[] arguments) throws Exception {
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        var model = String.valueOf(Path.of(arguments[0]).getFileName());
        switch (model) {
            case "dies" -> Runtime.getRuntime().halt(134);
            case "refused" -> {
                AnswerStream.write(
                        out, new WorkerAnswer.Failed(WorkerAnswer.Fault.MODEL, "it is a fake"));
                out.flush();
                Runtime.getRuntime().halt(SpeechWorkerMain.MODEL_REFUSED);
            }
            default -> AnswerStream.write(out, new WorkerAnswer.Ready(false));
        }
        out.flush();
        var session =
                new WorkerSession(
                        sampleRate -> new FaultyEngine(out, model.equals("slow")),
                        Duration.ofMillis(Long.parseLong(arguments[1])),
                        answer -> AnswerStream.write(out, answer));
        var requests = new RequestReader(System.in);
        while (requests.next(session)) {
            out.flush();
        }
    }

    private record FaultyEngine(ScriptedEngine engine, DataOutputStream out, boolean isSlow)
            implements SpeechEngine {

        FaultyEngine(DataOutputStream out, boolean isSlow) {
            this(new ScriptedEngine(), out, isSlow);
        }

        @Override
        public boolean accept(byte[] pcm, int offset, int length) {
            if (isSlow) {
                LockSupport.parkNanos(30_000_000);
            }
            for (var i = offset; i < offset + length; i += 2) {
                obey((short) ((pcm[i] & 0xff) | (pcm[i + 1] << 8)));
            }
            return engine.accept(pcm, offset, length);
        }

        private void obey(short sample) {
            try {
                switch (sample) {
                    case DIE -> Runtime.getRuntime().halt(139);
                    case HANG -> new CountDownLatch(1).await();
                    case NONSENSE -> {
                        out.write(
                                "# A fatal error has been detected"
                                        .getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                    }
                    default -> {}
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Heard result() {
            return engine.result();
        }

        @Override
        public String partial() {
            return engine.partial();
        }

        @Override
        public Heard finish() {
            return engine.finish();
        }

        @Override
        public void restart() {
            engine.restart();
        }

        @Override
        public void close() {}
    }
}
