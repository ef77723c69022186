package io.roomscribe.hub.language;

import io.roomscribe.protocol.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Section `language` of the hub's configuration.
public record LanguageConfig(
        @Setting(
                        "Base address of an OpenAI-compatible service, with its version, such as"
                                + " http://server:8000/v1. Without one, an Ollama on this machine"
                                + " is used when there is one, then an installed model")
                Optional<URI> endpoint,
        @Setting("File that holds the service's key on its first line") Optional<Path> keyFile,
        @Setting("Model to ask the service for; without one, the best known it lists")
                Optional<String> model,
        @Setting("Tokens that a question and its answer may have together at the service")
                int contextTokens,
        @Setting("How long the service may take for one answer") Duration timeout,
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
                Duration embeddedIdle) {

    public static LanguageConfig defaults() {
        return new LanguageConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                4096,
                Duration.ofSeconds(60),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                4096,
                Duration.ofMinutes(5),
                0,
                Duration.ofMinutes(2));
    }
}
