package io.roomscribe.device.decommissioning;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `decommission.json` in the data folder: there from the order on, until the box is enrolled anew.
///
/// Thread-safe as long as one thread at a time writes.
public final class DecommissionFile {
    private static final String NAME = "decommission.json";
    private static final String KEYS = "identity";

    /// Holds the folder, or is software, which says nothing about the room it ran in.
    private static final Set<String> SOFTWARE = Set.of("lock", "updates", "models");

    private final Path data;

    public DecommissionFile(Path data) {
        this.data = data;
    }

    /// Empty for a box in service.
    ///
    /// @throws DecommissionException when it is there and cannot be read: the box must not begin to
    ///   record again by accident
    Optional<DecommissionState> read() {
        try {
            var text = Files.readString(data.resolve(NAME), StandardCharsets.UTF_8);
            return Optional.of(RecordJson.read(text, DecommissionState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new DecommissionException("cannot read " + NAME, e);
        }
    }

    /// Whether the box is to record no more.
    public boolean isThere() {
        return read().isPresent();
    }

    /// Whole or not at all, on the medium when this returns.
    void write(DecommissionState state) {
        try {
            DurableFiles.replace(
                    data.resolve(NAME), RecordJson.write(state).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DecommissionException("cannot write " + NAME, e);
        }
    }

    /// Puts a box that has erased itself into service again.
    ///
    /// @return whether it had
    public boolean takeBackIntoService() {
        var hadErased = read().filter(DecommissionState::isErased).isPresent();
        if (hadErased) {
            // What holds the recorder back, first: with it alone the box would only be silent.
            erase(List.of(data.resolve("recorder.control"), data.resolve(NAME)));
        }
        return hadErased;
    }

    /// Erases what is to be erased at this start. To be called before anything in the folder is
    /// opened but its lock. A kill in between is made good by the next start.
    public void eraseWhatIsDue(Clock clock) {
        var state = read().orElse(null);
        if (state == null) {
            return;
        }
        switch (state.step()) {
            case ERASING -> {
                var contents = contents(true);
                // Before the first is gone: a start after a kill would count too few.
                var counted = state.receipt().files() > 0 ? state : counted(state, contents);
                write(counted);
                erase(contents);
                write(counted.erased(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            }
            case DESTROYING_KEYS -> {
                erase(contents(false));
                write(state.at(DecommissionStep.DONE));
            }
            case HANDING_OVER, ERASED, DONE -> {}
        }
    }

    /// What is in the folder, the deepest first, without what stays.
    private List<Path> contents(boolean hasKeys) {
        try (var all = Files.walk(data)) {
            return all.filter(path -> !path.equals(data))
                    .filter(path -> !stays(data.relativize(path).getName(0).toString(), hasKeys))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new DecommissionException("cannot list the data folder", e);
        }
    }

    private static boolean stays(String name, boolean hasKeys) {
        return name.equals(NAME) || SOFTWARE.contains(name) || (hasKeys && name.equals(KEYS));
    }

    private static DecommissionState counted(DecommissionState state, List<Path> contents) {
        var bytes = 0L;
        var files = contents.stream().filter(Files::isRegularFile).toList();
        for (var file : files) {
            bytes += file.toFile().length();
        }
        return state.counted(files.size(), bytes);
    }

    private void erase(List<Path> paths) {
        try {
            for (var path : paths) {
                Files.deleteIfExists(path);
            }
            DurableFiles.syncFolder(data);
        } catch (IOException e) {
            throw new DecommissionException("cannot erase a file of the data folder", e);
        }
    }
}
