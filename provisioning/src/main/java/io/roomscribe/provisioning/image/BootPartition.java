package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The small partition that a box starts from: where `image write` looks and writes, and nowhere
/// else.
///
/// Confined to the command's thread.
sealed interface BootPartition {
    boolean has(String name);

    /// @return empty when there is no such file
    Optional<String> read(String name);

    /// @throws CommandException when it cannot be written
    void write(String name, String text);

    /// What comes after a person took in that it is written.
    String farewell();

    /// @param place a folder, or the file of a whole card
    /// @throws CommandException when it is neither
    static BootPartition of(Path place) {
        if (Files.isDirectory(place)) {
            return new Mounted(place);
        }
        if (Files.isRegularFile(place)) {
            return new InImage(place, new FatFiles(place, CardImage.bootOffset(place)));
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "there is no %s, or it is neither a folder nor a file".formatted(place),
                "name the folder where the card's small partition is mounted, or an image file");
    }

    /// On a card in this machine's reader.
    record Mounted(Path folder) implements BootPartition {
        @Override
        public boolean has(String name) {
            return Files.exists(folder.resolve(name));
        }

        @Override
        public Optional<String> read(String name) {
            return has(name)
                    ? Optional.of(WifiOptions.text(folder.resolve(name)))
                    : Optional.empty();
        }

        @Override
        public void write(String name, String text) {
            try {
                var beside = folder.resolve(name + ".new");
                Files.writeString(beside, text);
                Files.move(beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "cannot write %s (%s)"
                                .formatted(folder.resolve(name), e.getClass().getSimpleName()),
                        "check that the card is not write-protected and run it again",
                        e);
            }
        }

        @Override
        public String farewell() {
            return "Unmount the card before you take it out.";
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /// In the file of a whole card.
    record InImage(Path file, FatFiles files) implements BootPartition {
        @Override
        public boolean has(String name) {
            return files.names().contains(name);
        }

        @Override
        public Optional<String> read(String name) {
            return has(name) ? Optional.of(files.read(name)) : Optional.empty();
        }

        @Override
        public void write(String name, String text) {
            files.write(name, text);
        }

        @Override
        public String farewell() {
            return "This image is now one box's: write it to one card only.";
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
