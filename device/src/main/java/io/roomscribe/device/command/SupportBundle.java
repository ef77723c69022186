package io.roomscribe.device.command;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs what support needs into `<data>/support/support-<time>.zip`. It holds what it is given and
/// a list of the data folder's files with their sizes; never a file of the data folder itself, so
/// nothing that was said. The last five bundles are kept.
///
/// Thread-safe.
public final class SupportBundle {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("support-\\d{8}-\\d{6}-\\d{3}\\.zip");
    private static final int KEPT_MAX = 5;
    private static final int PART_CHARACTERS_MAX = 2_000_000;

    private final Path data;
    private final Map<String, Supplier<String>> parts;
    private final Clock clock;

    /// @param parts file name in the bundle to its text
    public SupportBundle(Path data, Map<String, Supplier<String>> parts, Clock clock) {
        this.data = data;
        this.parts = Map.copyOf(parts);
        this.clock = clock;
    }

    synchronized CommandResult write() {
        var folder = data.resolve("support");
        var file = folder.resolve("support-" + TIME.format(clock.instant()) + ".zip");
        try {
            Files.createDirectories(folder);
            var digest = Sha256.digest();
            try (var zip =
                    new ZipOutputStream(
                            new DigestOutputStream(Files.newOutputStream(file), digest),
                            StandardCharsets.UTF_8)) {
                for (var part :
                        parts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
                    add(zip, part.getKey(), part.getValue().get());
                }
                add(zip, "files.txt", listing());
            }
            removeOld(folder);
            return new CommandResult.Bundle(
                    file.getFileName().toString(), Files.size(file), Sha256.hex(digest));
        } catch (IOException e) {
            throw CommandException.failed(
                    "cannot write support bundle %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()),
                    "free space in the data folder and ask again",
                    e);
        }
    }

    /// A part of a bundle that [#write] made.
    ///
    /// @throws CommandException when there is no such bundle, or it ends before that
    synchronized CommandResult.BundlePart part(String name, long offset) {
        var file = data.resolve("support").resolve(name);
        // No other file of the box can be asked for.
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw CommandException.refused(
                    "the box has no support bundle of that name any more",
                    "ask for a new support bundle");
        }
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            if (offset >= channel.size()) {
                throw CommandException.refused(
                        "support bundle %s has %d bytes".formatted(name, channel.size()),
                        "ask for a part before its end");
            }
            channel.position(offset);
            var content =
                    Channels.newInputStream(channel)
                            .readNBytes(CommandBody.FetchBundle.PART_BYTES_MAX);
            return new CommandResult.BundlePart(
                    name, offset, Base64.getEncoder().encodeToString(content));
        } catch (IOException e) {
            throw CommandException.failed(
                    "cannot read support bundle %s (%s)"
                            .formatted(name, e.getClass().getSimpleName()),
                    "ask for a new support bundle",
                    e);
        }
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var from = Math.max(0, text.length() - PART_CHARACTERS_MAX);
        zip.write(text.substring(from).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String listing() throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file ->
                            "%12d  %s".formatted(file.toFile().length(), data.relativize(file)))
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private static void removeOld(Path folder) throws IOException {
        List<Path> bundles;
        try (var files = Files.list(folder)) {
            bundles =
                    files.filter(file -> file.getFileName().toString().startsWith("support-"))
                            .sorted()
                            .toList();
        }
        for (var old : bundles.subList(0, Math.max(0, bundles.size() - KEPT_MAX))) {
            Files.deleteIfExists(old);
        }
    }
}
