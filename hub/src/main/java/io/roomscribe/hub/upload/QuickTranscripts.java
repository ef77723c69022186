package io.roomscribe.hub.upload;

import io.roomscribe.hub.store.RandomId;
import io.roomscribe.hub.upload.FileWorker.Wanted;
import io.roomscribe.hub.upload.UploadException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Short files, answered in the call that brings them. One at a time; nothing of them is kept.
///
/// Thread-safe.
public final class QuickTranscripts {
    private static final Duration QUEUE = Duration.ofSeconds(5);

    private final UploadFolder folder;
    private final FileWorker worker;
    private final UploadConfig config;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore turn = new Semaphore(1, true);

    QuickTranscripts(
            UploadFolder folder,
            FileWorker worker,
            UploadConfig config,
            Clock clock,
            RandomGenerator random) {
        this.folder = folder;
        this.worker = worker;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /// What was heard.
    ///
    /// @param words their times count from the file's beginning
    /// @param language BCP 47, of the model; empty when nothing was heard
    /// @param model the speech model's name
    public record Heard(
            String text, List<Word> words, String language, String model, SoundQuality quality) {
        public Heard {
            words = List.copyOf(words);
        }
    }

    public UploadConfig config() {
        return config;
    }

    /// @throws UploadException when it is too large or too long, no audio, or somebody else's turn
    public Heard transcribe(InputStream body) throws InterruptedException {
        if (!turn.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new UploadException(
                    Code.BUSY,
                    "Another file is being transcribed",
                    "send it again in some seconds, or upload it to a room");
        }
        var id = RandomId.of(random);
        try {
            folder.receive(id, body, config.shortSizeMax().bytes());
            return transcribe(id);
        } finally {
            folder.erase(id);
            turn.release();
        }
    }

    private Heard transcribe(String id) throws InterruptedException {
        var said = new ArrayList<EntryBody.Utterance>();
        var sound = new ArrayList<SoundQuality>();
        worker.transcribe(
                new Wanted(
                        folder.file(id),
                        RecordingId.random(random),
                        clock.instant(),
                        0,
                        config.shortLengthMax()),
                news -> {
                    switch (news) {
                        case FileNews.Heard heard -> said.add(heard.utterance());
                        case FileNews.Sound it -> sound.add(it.quality());
                        case FileNews.Progress _, FileNews.Done _, FileNews.Refused _ -> {}
                    }
                });
        var first = said.stream().findFirst();
        return new Heard(
                String.join(" ", said.stream().map(EntryBody.Utterance::text).toList()),
                said.stream()
                        .flatMap(one -> one.words().stream().map(word -> moved(word, one)))
                        .toList(),
                first.map(EntryBody.Utterance::language).orElse(""),
                first.map(EntryBody.Utterance::model).orElseGet(worker::model),
                sound.getFirst());
    }

    private static Word moved(Word word, EntryBody.Utterance said) {
        var start = Math.toIntExact(Audio.duration(said.firstSample()).toMillis());
        return new Word(
                word.text(),
                start + word.startMillis(),
                start + word.endMillis(),
                word.confidence());
    }
}
