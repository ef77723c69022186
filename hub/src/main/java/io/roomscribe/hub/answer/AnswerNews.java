package io.roomscribe.hub.answer;

import java.util.List;

/// What an asker is told, in this order: sources once, sentences as they come, the end once.
public sealed interface AnswerNews {

    /// What the answer is made from.
    record Sources(List<Source> sources) implements AnswerNews {
        public Sources {
            sources = List.copyOf(sources);
        }
    }

    /// A sentence that was found in the transcripts.
    ///
    /// @param citations numbers of sources, the one that bears it out first
    record Sentence(String text, List<Integer> citations) implements AnswerNews {
        public Sentence {
            citations = List.copyOf(citations);
        }
    }

    /// @param model that wrote the sentences; empty without one
    /// @param leftOut sentences of the model's that no transcript bears out
    record End(Outcome outcome, String model, int leftOut) implements AnswerNews {}

    /// How it ended.
    enum Outcome {
        /// A model wrote it, code checked it.
        ANSWERED,
        /// The model failed on the way; what stands is checked.
        CUT_SHORT,
        /// No model answered: what was said itself stands there.
        EXTRACTS,
        /// The transcripts do not say.
        NOT_SAID;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
