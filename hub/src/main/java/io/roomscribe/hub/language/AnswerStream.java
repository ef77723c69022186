package io.roomscribe.hub.language;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Brings a streamed answer from the client's threads to the asker's.
///
/// Thread-safe. Bounded by the answer's length, which the request limits.
final class AnswerStream implements StreamingChatResponseHandler {
    private sealed interface News {
        record Piece(String text) implements News {}

        record Complete(ChatResponse response) implements News {}

        record Broken(Throwable cause) implements News {}
    }

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();

    private AnswerStream() {}

    /// @param timeout from piece to piece
    static ChatResponse of(
            StreamingChatModel model,
            ChatRequest request,
            Duration timeout,
            Consumer<String> onPiece)
            throws InterruptedException {
        var stream = new AnswerStream();
        model.chat(request, stream);
        while (true) {
            var next = stream.news.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new TimeoutException("no piece of an answer");
            }
            switch (next) {
                case News.Piece(var text) -> onPiece.accept(text);
                case News.Complete(var response) -> {
                    return response;
                }
                case News.Broken(RuntimeException cause) -> throw cause;
                case News.Broken(var cause) -> throw new IllegalStateException(cause);
            }
        }
    }

    @Override
    public void onPartialResponse(String piece) {
        news.add(new News.Piece(piece));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        news.add(new News.Complete(response));
    }

    @Override
    public void onError(Throwable error) {
        news.add(new News.Broken(error));
    }
}
