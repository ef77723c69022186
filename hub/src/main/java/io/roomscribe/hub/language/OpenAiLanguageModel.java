package io.roomscribe.hub.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.roomscribe.hub.language.LanguageException.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/// A model behind an OpenAI-compatible chat service: Ollama, llama.cpp, vLLM, Groq, OpenAI.
///
/// Such services cut a prompt that is too long in silence, so nothing is sent that an upper bound
/// of its tokens does not allow. Thread-safe.
final class OpenAiLanguageModel implements LanguageModel {
    private final URI endpoint;
    private final String name;
    private final int contextTokens;
    private final int pieceWords;
    private final Duration timeout;
    private final OpenAiChatModel model;
    private final OpenAiStreamingChatModel streaming;

    OpenAiLanguageModel(
            URI endpoint,
            String key,
            String name,
            int contextTokens,
            int pieceWords,
            Duration timeout) {
        this.endpoint = endpoint;
        this.name = name;
        this.contextTokens = contextTokens;
        this.pieceWords = pieceWords;
        this.timeout = timeout;
        this.streaming =
                OpenAiStreamingChatModel.builder()
                        .baseUrl(endpoint.toString())
                        .apiKey(key.isEmpty() ? "none" : key)
                        .modelName(name)
                        .temperature(0.0)
                        .timeout(timeout)
                        .build();
        this.model =
                OpenAiChatModel.builder()
                        .baseUrl(endpoint.toString())
                        .apiKey(key.isEmpty() ? "none" : key)
                        .modelName(name)
                        .temperature(0.0)
                        .timeout(timeout)
                        .maxRetries(0)
                        .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public int pieceWords() {
        return pieceWords;
    }

    @Override
    public int countTokens(Prompt prompt) {
        return TokenEstimate.of(prompt);
    }

    @Override
    public String answer(Prompt prompt) {
        return complete(ask(request(prompt)));
    }

    @Override
    public String answer(Prompt prompt, Consumer<String> onPiece) throws InterruptedException {
        try {
            return complete(AnswerStream.of(streaming, request(prompt), timeout, onPiece));
        } catch (LanguageException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private ChatRequest request(Prompt prompt) {
        var tokens = countTokens(prompt);
        if (!fits(prompt)) {
            throw failure(
                    Code.TOO_LONG,
                    "%d tokens and %d for the answer do not fit %d"
                            .formatted(tokens, prompt.answerTokensMax(), contextTokens));
        }
        return ChatRequest.builder()
                .messages(
                        SystemMessage.from(prompt.instructions()),
                        UserMessage.from(prompt.message()))
                .maxOutputTokens(prompt.answerTokensMax())
                .build();
    }

    @Override
    public boolean fits(Prompt prompt) {
        return countTokens(prompt) + prompt.answerTokensMax() <= contextTokens;
    }

    private ChatResponse ask(ChatRequest request) {
        try {
            return model.chat(request);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private LanguageException failure(RuntimeException thrown) {
        return switch (thrown) {
            case TimeoutException _ -> failure(Code.TIMED_OUT, "no answer in time");
            case AuthenticationException e -> failure(Code.REFUSED, status(e));
            case ModelNotFoundException e -> failure(Code.REFUSED, status(e));
            case InvalidRequestException e -> failure(Code.REFUSED, status(e));
            case RateLimitException e -> failure(Code.OVERLOADED, status(e));
            case InternalServerException e -> failure(Code.OVERLOADED, status(e));
            // The client lets the JDK's and Jackson's own exceptions through, bare or wrapped.
            default -> failure(codeOf(thrown), status(thrown));
        };
    }

    private static Code codeOf(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpTimeoutException) {
                return Code.TIMED_OUT;
            }
            if (cause instanceof IOException && !(cause instanceof JsonProcessingException)) {
                return Code.UNREACHABLE;
            }
        }
        return thrown instanceof LangChain4jException ? Code.UNREACHABLE : Code.GARBAGE;
    }

    private String complete(ChatResponse response) {
        var text = response.aiMessage() == null ? null : response.aiMessage().text();
        if (response.finishReason() == FinishReason.LENGTH) {
            throw failure(Code.CUT_OFF, "the answer stopped at its length limit");
        }
        if (text == null || text.isBlank()) {
            throw failure(Code.EMPTY, "the answer is empty");
        }
        return text;
    }

    /// The service's status, never its text, which may repeat the question.
    private static String status(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return "status " + http.statusCode();
            }
        }
        return thrown.getClass().getSimpleName();
    }

    /// Without the cause: its message may repeat what was asked.
    private LanguageException failure(Code code, String why) {
        return new LanguageException(
                code, "cannot get an answer from %s at %s: %s".formatted(name, endpoint, why));
    }

    @Override
    public void close() {
        // The client holds no connection of its own.
    }
}
