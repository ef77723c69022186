package io.roomscribe.hub.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class VoiceClusteringTest {
    private final VoiceClustering clustering = new VoiceClustering(SpeakerConfig.defaults());

    @Test
    void findsTheFourPeopleOfTheDemosMeetingThoughTwoAreOneVoiceAtTwoPitches() {
        var voices = SampleVoices.meeting();

        var speakers = clustering.speakers(voices);

        var score = SampleVoices.score(voices, labels(speakers));
        System.out.println("meeting.wav, looked at as a whole: DER " + score);
        assertThat(score.found()).isEqualTo(4);
        assertThat(score.confusion()).isLessThan(1.0);
        assertThat(score.rate()).isLessThan(0.1);
    }

    @Test
    void whileTheMeetingRunsItTakesAlikeVoicesForOneAndNobodyForTwo() {
        var voices = SampleVoices.meeting();
        var live = new LiveVoices(SpeakerConfig.defaults());
        var labels = new HashMap<Long, String>();
        var count = new int[1];
        for (var voice : voices) {
            var label = live.hear(voice, () -> Speaker.label(++count[0]));
            labels.put(voice.number(), label.equals(Speakers.UNSURE) ? "" : label);
        }

        var score = SampleVoices.score(voices, labels);

        System.out.println("meeting.wav, while it runs: DER " + score);
        assertThat(score.rate()).isLessThan(0.45);
    }

    /// A model was replaced while people spoke: nobody's voice can be told apart by both.
    @Test
    void voicesOfAnotherModelAreOtherSpeakersAndStopNobody() {
        var random = new Random(3);
        var voices = new ArrayList<Voice>();
        for (var i = 0; i < 6; i++) {
            voices.add(SampleVoices.made(i, 0, i * 6, 4, random));
        }
        for (var i = 6; i < 12; i++) {
            var shorter = SampleVoices.vector(0, 4, random).subList(0, 64);
            voices.add(SampleVoices.voice(i, i * 6, i * 6 + 4, 3.2, shorter));
        }

        assertThat(clustering.speakers(voices)).extracting(List::size).containsExactly(6, 6);
        assertThat(clustering.speakers(voices.reversed())).hasSize(2);
    }

    @Test
    void aVoiceOfAnotherModelIsASpeakersWhenAPersonSaysSo() {
        var random = new Random(3);
        var own = SampleVoices.made(1, 0, 0, 4, random);
        var shorter = SampleVoices.vector(0, 4, random).subList(0, 64);
        var other = SampleVoices.voice(2, 6, 10, 3.2, shorter);
        var alone = VoiceCluster.of(own);

        var cluster = VoiceCluster.of(List.of(own, other));

        assertThat(cluster.seconds()).isEqualTo(8);
        assertThat(cluster.similarity(own)).isEqualTo(alone.similarity(own));
        assertThat(cluster.within()).isEqualTo(alone.within());
    }

    @Test
    void leavesAShortUtteranceUnsureRatherThanGuessing() {
        var random = new Random(3);
        var voices = new ArrayList<Voice>();
        for (var i = 0; i < 12; i++) {
            voices.add(SampleVoices.made(i, i % 2, i * 6, 4, random));
        }
        voices.add(SampleVoices.made(100, 7, 72, 0.8, random));
        voices.add(SampleVoices.voice(101, 80, 84, 3, List.of()));

        var labels = labels(clustering.speakers(voices));

        assertThat(labels).doesNotContainKeys(100L, 101L).hasSize(12);
    }

    @Test
    void givesAShortUtteranceToTheVoiceItResemblesOnlyBesideThatPersonsSpeech() {
        var random = new Random(4);
        var voices = new ArrayList<Voice>();
        for (var i = 0; i < 12; i++) {
            voices.add(SampleVoices.made(i, i / 6, i * 6, 4, random));
        }
        voices.add(3, SampleVoices.made(100, 0, 16.5, 1.2, random));
        voices.add(SampleVoices.made(101, 0, 200, 1.2, random));

        var labels = labels(clustering.speakers(voices));

        assertThat(labels).containsEntry(100L, labels.get(0L)).doesNotContainKey(101L);
    }

    @Test
    void onePersonAloneIsOneSpeaker() {
        var random = new Random(5);
        var voices = new ArrayList<Voice>();
        for (var i = 0; i < 60; i++) {
            voices.add(SampleVoices.made(i, 1, i * 5, 2 + random.nextInt(5), random));
        }

        assertThat(clustering.speakers(voices)).hasSize(1);
    }

    /// An hour and a half of five people.
    @Test
    void findsEverybodyInALongMeetingInLittleTime() {
        var random = new Random(6);
        var voices = new ArrayList<Voice>();
        for (var i = 0; i < 1000; i++) {
            voices.add(
                    SampleVoices.made(
                            i, random.nextInt(5), i * 5.4, 1.6 + 4 * random.nextDouble(), random));
        }

        var speakers = clustering.speakers(voices);

        assertThat(speakers).hasSize(5);
    }

    static Map<Long, String> labels(List<List<Voice>> speakers) {
        var labels = new HashMap<Long, String>();
        for (var i = 0; i < speakers.size(); i++) {
            var label = Speaker.label(i + 1);
            labels.putAll(
                    speakers.get(i).stream().collect(Collectors.toMap(Voice::number, _ -> label)));
        }
        return labels;
    }
}
