package io.roomscribe.hub.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageException.Code;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LanguageAskerTest {
    private static final Prompt PROMPT = new Prompt("i", "q", 10);

    private final ModelHealth health = new ModelHealth(Clock.systemUTC());
    private final List<Duration> slept = new ArrayList<>();

    @Test
    void waitsLongerBeforeEachNewAttempt() {
        var failing = ScriptedLanguageModel.failing("first", Code.UNREACHABLE);

        assertThatThrownBy(() -> asker(failing).ask(model -> model.answer(PROMPT)))
                .isInstanceOf(LanguageException.class);
        assertThat(slept)
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(failing.asked).hasSize(4);
    }

    @Test
    void asksTheNextModelThenAndSaysWhoAnswered() throws Exception {
        var first = ScriptedLanguageModel.failing("first", Code.TIMED_OUT);
        var second = new ScriptedLanguageModel("second", 4096, _ -> "yes");

        var done = asker(first, second).ask(model -> model.answer(PROMPT));

        assertThat(done).isEqualTo(new LanguageAsker.Done<>("yes", "second"));
    }

    @Test
    void asksTheWantedModelFirstAndKeepsAccountOfEach() throws Exception {
        var first = ScriptedLanguageModel.failing("first", Code.TIMED_OUT);
        var second = ScriptedLanguageModel.failing("second", Code.GARBAGE);
        var third = new ScriptedLanguageModel("third", 4096, _ -> "yes");

        var done =
                asker(first, second, third)
                        .asking(ModelWish.NONE.first("second"))
                        .ask(m -> m.answer(PROMPT));

        assertThat(done.model()).isEqualTo("third");
        assertThat(second.asked).hasSize(4);
        assertThat(health.of(List.of("first", "second", "third", "fourth")))
                .extracting(ModelHealth.State::word)
                .containsExactly("failing", "failing", "answering", "unasked");
    }

    @Test
    void saysWhichQuestionFailed() {
        var failing = ScriptedLanguageModel.failing("first", Code.EMPTY);

        assertThatThrownBy(() -> asker(failing).ask(model -> model.answer(PROMPT)))
                .isInstanceOfSatisfying(
                        LanguageException.class,
                        e ->
                                assertThat(e.question())
                                        .contains(
                                                new LanguageException.Question(
                                                        "first", TokenEstimate.of(PROMPT))));
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() throws Exception {
        var first = ScriptedLanguageModel.failing("first", Code.REFUSED);
        var second = new ScriptedLanguageModel("second", 4096, _ -> "yes");

        asker(first, second).ask(model -> model.answer(PROMPT));

        assertThat(first.asked).hasSize(1);
        assertThat(slept).isEmpty();
    }

    @Test
    void saysThatThereIsNoModel() {
        assertThatThrownBy(() -> asker().ask(model -> model.answer(PROMPT)))
                .isInstanceOfSatisfying(
                        LanguageException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.NO_MODEL));
    }

    @Test
    void stopsWaitingWhenTheHubStops() {
        var failing = ScriptedLanguageModel.failing("first", Code.OVERLOADED);
        var asker = new LanguageAsker(() -> List.of(failing), _ -> true, health);

        assertThatThrownBy(() -> asker.ask(model -> model.answer(PROMPT)))
                .isInstanceOf(LanguageException.class);
        assertThat(failing.asked).hasSize(1);
    }

    private LanguageAsker asker(LanguageModel... models) {
        return new LanguageAsker(
                () -> List.of(models),
                delay -> {
                    slept.add(delay);
                    return false;
                },
                health);
    }
}
