package io.roomscribe.hub.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every template: those that came with the hub, and those that people laid into its folder
/// `templates`, where a file of the same name stands for the one that came. Files are read each
/// time, so that one that was just saved holds from the next revision on.
///
/// Thread-safe.
public final class TemplateShelf {
    /// In the hub's data folder.
    public static final String FOLDER = "templates";

    private static final System.Logger LOG = System.getLogger(TemplateShelf.class.getName());
    private static final List<String> SHIPPED =
            List.of(MinutesTemplate.FREE, "stand-up", "decision-log", "interview", "lecture");
    private static final String END = ".md";

    /// Nobody chooses from more.
    private static final int FILES_MAX = 100;

    private final Path folder;
    private final List<MinutesTemplate> shipped;
    private List<Problem> told = List.of();

    /// A file that is no template.
    ///
    /// @param line from 1; 0 for the file as a whole
    /// @param problem what is wrong and what to do
    public record Problem(String file, int line, String problem) {}

    /// What there is now.
    ///
    /// @param templates those that came with the hub first
    public record Shelf(List<MinutesTemplate> templates, List<Problem> problems) {
        public Shelf {
            templates = List.copyOf(templates);
            problems = List.copyOf(problems);
        }

        public Optional<MinutesTemplate> find(String id) {
            return templates.stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /// @param data the hub's data folder
    public TemplateShelf(Path data) {
        this.folder = data.resolve(FOLDER);
        this.shipped = SHIPPED.stream().map(TemplateShelf::shipped).toList();
    }

    private static MinutesTemplate shipped(String id) {
        try (var in = TemplateShelf.class.getResourceAsStream(id + END)) {
            var bytes = Objects.requireNonNull(in, id).readAllBytes();
            return TemplateFile.parse(id, new String(bytes, StandardCharsets.UTF_8), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read template " + id, e);
        }
    }

    /// Where people lay theirs.
    public Path folder() {
        return folder;
    }

    public Shelf look() {
        var templates = new TreeMap<String, MinutesTemplate>();
        var problems = new ArrayList<Problem>();
        for (var file : files(problems)) {
            read(file, templates, problems);
        }
        tellChange(problems);
        var all = new ArrayList<MinutesTemplate>();
        shipped.forEach(one -> all.add(orElse(templates.remove(one.id()), one)));
        all.addAll(templates.values());
        return new Shelf(all, problems);
    }

    private static MinutesTemplate orElse(@Nullable MinutesTemplate own, MinutesTemplate other) {
        return own == null ? other : own;
    }

    private List<Path> files(List<Problem> problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(END) && !name(file).startsWith("."))
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
        } catch (IOException e) {
            problems.add(new Problem(FOLDER, 0, "the folder cannot be read; check its owner"));
            return List.of();
        }
    }

    private static void read(
            Path file, Map<String, MinutesTemplate> templates, List<Problem> problems) {
        var name = name(file);
        try {
            if (Files.size(file) > 4L * TemplateFile.CHARS_MAX) {
                problems.add(new Problem(name, 0, "it is too large for a template"));
                return;
            }
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString();
            var id = name.substring(0, name.length() - END.length());
            templates.put(id, TemplateFile.parse(id, text, true));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(name, 0, "it is no text in UTF-8; save it as such"));
        } catch (IOException e) {
            problems.add(new Problem(name, 0, "it cannot be read; check its owner"));
        } catch (TemplateException e) {
            problems.add(new Problem(name, e.line(), String.valueOf(e.getMessage())));
        }
    }

    private synchronized void tellChange(List<Problem> problems) {
        if (!problems.equals(told)) {
            problems.forEach(one ->
                    LOG.log(
                            Level.WARNING,
                            "Template refused file={0} line={1} problem={2}",
                            one.file(),
                            one.line(),
                            one.problem()));
            told = List.copyOf(problems);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
