package io.roomscribe.protocol.accuracy;

/// One place where a recognised text differs from its reference.
///
/// `position` is the index of the reference's word, from 0; for an added word, of the one it stands
/// before.
public sealed interface WordDifference {
    int position();

    record Substituted(int position, String reference, String recognised)
            implements WordDifference {}

    record Missing(int position, String reference) implements WordDifference {}

    record Added(int position, String recognised) implements WordDifference {}
}
