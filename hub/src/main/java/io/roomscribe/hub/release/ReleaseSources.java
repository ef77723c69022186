package io.roomscribe.hub.release;

import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.store.HubDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Where pages and API have everything about releases from.
///
/// Immutable.
public record ReleaseSources(ReleaseShelf shelf, RolloutStore store, RolloutDesk desk) {
    /// @param folder the hub's data folder
    public static ReleaseSources of(
            Path folder,
            HubDatabase database,
            FleetStore fleet,
            CommandStore commands,
            CommandDesk desk,
            Clock clock,
            RandomGenerator random) {
        var shelf = new ReleaseShelf(folder);
        var store = new RolloutStore(database);
        return new ReleaseSources(
                shelf, store, new RolloutDesk(store, shelf, fleet, commands, desk, clock, random));
    }
}
