package io.roomscribe.device.update;

/// Where the box is with an update. Kept durably before anything of the state is done, so that
/// whoever starts again does it again; each is harmless the second time.
///
/// | state | what it does | then | when it cannot |
/// |---|---|---|---|
/// | `IDLE` | waits for an order | `DOWNLOADING` | |
/// | `DOWNLOADING` | manifest, signature, version, space; fetches what lacks | `CHECKING` | `IDLE`, failed |
/// | `CHECKING` | compares every file with what was signed | `READY` | `IDLE`, failed |
/// | `READY` | waits for the maintenance window | `SWITCHING` | |
/// | `SWITCHING` | leaves the mark of a trial, points `current` at the new folder, restarts | `TRYING`, as the new release | `IDLE`, rolled back by the start script |
/// | `TRYING` | waits until audio is stored and the hub has acknowledged | `CONFIRMING` | `ROLLING_BACK` after the trial's time; the start script after three starts |
/// | `CONFIRMING` | removes the mark of the trial | `IDLE`, confirmed | |
/// | `ROLLING_BACK` | points `current` back, removes the mark, restarts | `IDLE`, rolled back, as the old release | |
///
/// Recording goes on in every state but for the seconds of the restart.
enum UpdateState {
    IDLE,
    DOWNLOADING,
    CHECKING,
    READY,
    SWITCHING,
    TRYING,
    CONFIRMING,
    ROLLING_BACK
}
