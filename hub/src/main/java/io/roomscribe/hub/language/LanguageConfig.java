package io.roomscribe.hub.language;

import io.roomscribe.protocol.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Section `language` of the hub's configuration.
public record LanguageConfig(
        @Setting(
                        "Base address of an OpenAI-compatible service, with its version, such as"
                                + " http://server:8000/v1. Without one, an Ollama on this machine"
                                + " is used when there is one, then an installed model")
                Optional<URI> endpoint,
        @Setting("File that holds the service's key on its first line") Optional<Path> keyFile,
        @Setting(
                        "Models to ask the service for, separated by commas: the first, and the next"
                                + " where it fails; without any, the best known that it lists")
                List<String> model,
        @Setting("Tokens that a question and its answer may have together at the service")
                int contextTokens,
        @Setting(
                        "Words of a transcript that the service reads at once: fewer find more with a"
                                + " small model, more cost less; 220 and below asks for prose and"
                                + " items as for an installed model")
                int pieceWords,
        @Setting("How long the service may take for one answer; 60 s is the least that works well")
                Duration timeout,
        @Setting("Look for an Ollama on this machine") boolean findOllama,
        @Setting("Use a model installed by 'roomscribe models install'") boolean embedded,
        @Setting(
                        "Folder of installed models; without one, $ROOMSCRIBE_MODELS, else"
                                + " .roomscribe/models in the home folder")
                Optional<Path> modelsFolder,
        @Setting("Identifier of the installed model to use; without one, the largest")
                Optional<String> embeddedModel,
        @Setting("Tokens that a question and its answer may have together in the installed model")
                int embeddedContextTokens,
        @Setting("How long the installed model may take to its first word, and from word to word")
                Duration embeddedTimeout,
        @Setting("Processor threads of the installed model; 0 uses all of them, at most 8")
                int embeddedThreads,
        @Setting("The installed model leaves memory after this long without a question")
                Duration embeddedIdle,
        @Setting(
                        "Who is asked without the names, addresses and numbers of people, which are put"
                                + " back into the answer: no service, one elsewhere than on this"
                                + " machine, or any")
                Redaction redaction) {

    /// Services that are to learn nobody's name.
    public enum Redaction {
        NEVER,
        ELSEWHERE,
        ALWAYS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean covers(URI service) {
            return switch (this) {
                case NEVER -> false;
                case ELSEWHERE -> !isHere(service);
                case ALWAYS -> true;
            };
        }

        private static boolean isHere(URI service) {
            var host = String.valueOf(service.getHost());
            return host.equals("localhost")
                    || host.equals("[::1]")
                    || host.matches("127(?:\\.\\d+){3}");
        }
    }

    public LanguageConfig {
        model = List.copyOf(model);
        if (pieceWords < 50 || contextTokens < 1000) {
            throw new IllegalArgumentException(
                    "piece-words must be 50 or more, context-tokens 1000 or more");
        }
    }

    public static LanguageConfig defaults() {
        return new LanguageConfig(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                4096,
                1500,
                Duration.ofSeconds(60),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                4096,
                Duration.ofMinutes(5),
                0,
                Duration.ofMinutes(2),
                Redaction.ELSEWHERE);
    }
}
