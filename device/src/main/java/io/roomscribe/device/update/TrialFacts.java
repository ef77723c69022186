package io.roomscribe.device.update;

/// What a new release has to prove, as it is now.
public interface TrialFacts {
    /// Audio reaches storage, or nobody wants it to.
    boolean isAudioFine();

    /// The hub has everything up to here.
    long acknowledgedThrough();
}
