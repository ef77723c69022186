package io.roomscribe.hub.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageException.Code;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenAiLanguageModelFaultTest {
    private static final Prompt PROMPT = new Prompt("be brief", "secret-word what was said", 50);

    private final ScriptedOpenAiServer server = new ScriptedOpenAiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithTheWholeText() {
        server.says("all is well");

        assertThat(model().answer(PROMPT)).isEqualTo("all is well");
        assertThat(server.requests)
                .singleElement()
                .asString()
                .contains("be brief", "secret-word what was said");
    }

    @Test
    void neverPassesOnAnAnswerThatWasCut() {
        server.isCutAfter("all is");

        assertFailsWith(Code.CUT_OFF);
    }

    @Test
    void tellsAnEmptyAnswerFromAnAnswer() {
        server.says("  ");

        assertFailsWith(Code.EMPTY);
    }

    @Test
    void givesUpWhenNoAnswerComesInTime() {
        server.hangs();

        assertFailsWith(Code.TIMED_OUT);
    }

    @Test
    void tellsAServiceThatIsBrokenInside() {
        server.fails(500);

        assertFailsWith(Code.OVERLOADED);
    }

    @Test
    void tellsAServiceThatIsBusy() {
        server.fails(429);

        assertFailsWith(Code.OVERLOADED);
    }

    @Test
    void tellsAWrongKey() {
        server.fails(401);

        assertFailsWith(Code.REFUSED);
    }

    @Test
    void tellsAnUnknownModel() {
        server.fails(404);

        assertFailsWith(Code.REFUSED);
    }

    @Test
    void tellsGarbage() {
        server.sendsGarbage();

        assertFailsWith(Code.GARBAGE);
    }

    @Test
    void tellsThatNobodyListens() {
        server.close();

        assertFailsWith(Code.UNREACHABLE);
    }

    /// Such services cut in silence what does not fit; the cut takes the instructions first.
    @Test
    void sendsNothingThatDoesNotFit() {
        server.says("never asked");
        var small = model(server.address(), 60);

        assertThatThrownBy(() -> small.answer(PROMPT))
                .isInstanceOfSatisfying(
                        LanguageException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.TOO_LONG));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void repeatsNoWordOfTheQuestionInItsMessages() {
        server.fails(400);

        assertThatThrownBy(() -> model().answer(PROMPT))
                .hasMessageNotContaining("secret-word")
                .hasNoCause();
    }

    private void assertFailsWith(Code code) {
        assertThatThrownBy(() -> model().answer(PROMPT))
                .isInstanceOfSatisfying(
                        LanguageException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private OpenAiLanguageModel model() {
        return model(server.address(), 4096);
    }

    private static OpenAiLanguageModel model(URI address, int contextTokens) {
        return new OpenAiLanguageModel(
                address, "", "scripted", contextTokens, 1500, Duration.ofMillis(700));
    }
}
