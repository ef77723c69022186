package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.accuracy.DiarizationErrorRate;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `roomscribe bench diarization`: how well box and hub tell who spoke when.
@Command(
        name = "diarization",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a folder's recordings through a real box and hub and prints the diarization error"
                    + " rate against who really spoke: RTTM or JSON files of the same name"
                    + " (meeting.wav with meeting.rttm, or with meeting.json as in"
                    + " provisioning/demo).",
            ""
        },
        footer = {
            "",
            "The rate is missed + false alarm + confusion over the reference's speech; 0.25 s around",
            "its borders are not scored; labels are matched in the best way; what the hub leaves",
            "unsure counts as missed; simultaneous speech counts for each.",
            "",
            "--json: {der, missed, falseAlarm, confusion, seconds, collarSeconds, speechModel,",
            "  speakerModel, files: [{file, audioSeconds, der, missed, falseAlarm, confusion,",
            "  seconds, unsureSeconds, speakers, found}]}; rates are fractions."
        })
public final class DiarizationCommand implements Callable<Integer> {
    private final Console console;
    private final Ticker ticker;
    private final RandomGenerator random;

    @Mixin private BenchOptions options = new BenchOptions();

    public DiarizationCommand(Console console, Ticker ticker, RandomGenerator random) {
        this.console = console;
        this.ticker = ticker;
        this.random = random;
    }

    /// One recording's figures.
    record FileAnswer(
            String file,
            double audioSeconds,
            double der,
            double missed,
            double falseAlarm,
            double confusion,
            double seconds,
            double unsureSeconds,
            int speakers,
            int found) {
        static FileAnswer of(Path audio, Transcribed heard, DiarizationErrorRate rate) {
            return new FileAnswer(
                    Recordings.name(audio),
                    heard.audioSeconds(),
                    rate.rate(),
                    rate.missed() / rate.seconds(),
                    rate.falseAlarm() / rate.seconds(),
                    rate.confusion() / rate.seconds(),
                    rate.seconds(),
                    heard.unsureSeconds(),
                    rate.speakers(),
                    rate.found());
        }
    }

    /// What `--json` answers with.
    record Answer(
            double der,
            double missed,
            double falseAlarm,
            double confusion,
            double seconds,
            double collarSeconds,
            String speechModel,
            String speakerModel,
            List<FileAnswer> files) {}

    @Override
    public Integer call() {
        var folder = options.folder();
        var recordings =
                Recordings.in(folder).stream()
                        .filter(audio -> SpokenTurns.of(audio).isPresent())
                        .toList();
        if (recordings.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "no recording in %s has a .rttm or .json file beside it".formatted(folder),
                    "write down who speaks when, as in provisioning/demo/meeting.json");
        }
        try (var site = options.open(console, ticker, random)) {
            var rates = new ArrayList<DiarizationErrorRate>();
            var files = new ArrayList<FileAnswer>();
            for (var audio : recordings) {
                var heard = site.transcribe(audio, true);
                var rate =
                        DiarizationErrorRate.of(
                                SpokenTurns.of(audio).orElseThrow(),
                                heard.turns(),
                                DiarizationErrorRate.COLLAR);
                rates.add(rate);
                files.add(FileAnswer.of(audio, heard, rate));
                if (!options.isJson()) {
                    console.answer(line(audio, heard, rate));
                }
            }
            answer(rates, files, site);
        }
        return ExitCode.OK.number();
    }

    private static String line(Path audio, Transcribed heard, DiarizationErrorRate rate) {
        return String.format(
                Locale.ROOT,
                "%-24s %6.1f s  DER %s, %.1f s unsure",
                Recordings.name(audio),
                heard.audioSeconds(),
                rate,
                heard.unsureSeconds());
    }

    private void answer(List<DiarizationErrorRate> rates, List<FileAnswer> files, BenchSite site) {
        var seconds = rates.stream().mapToDouble(DiarizationErrorRate::seconds).sum();
        var missed = rates.stream().mapToDouble(DiarizationErrorRate::missed).sum();
        var falseAlarm = rates.stream().mapToDouble(DiarizationErrorRate::falseAlarm).sum();
        var confusion = rates.stream().mapToDouble(DiarizationErrorRate::confusion).sum();
        var all = (missed + falseAlarm + confusion) / seconds;
        if (options.isJson()) {
            console.answerJson(
                    new Answer(
                            all,
                            missed / seconds,
                            falseAlarm / seconds,
                            confusion / seconds,
                            seconds,
                            DiarizationErrorRate.COLLAR,
                            site.model(),
                            site.speakerModel(),
                            files));
            return;
        }
        console.answer(
                String.format(
                        Locale.ROOT,
                        "diarization error rate %.1f %% (missed %.1f, false alarm %.1f, confusion"
                                + " %.1f) of %.0f s of speech in %d recordings of %s; collar %.2f s;"
                                + " speech model %s, speaker model %s",
                        100 * all,
                        100 * missed / seconds,
                        100 * falseAlarm / seconds,
                        100 * confusion / seconds,
                        seconds,
                        rates.size(),
                        options.folder(),
                        DiarizationErrorRate.COLLAR,
                        site.model(),
                        site.speakerModel()));
    }
}
