package io.roomscribe.provisioning.image;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe image build`: makes a bootable image for arm64 machines that start by UEFI.
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the file of a bootable card for arm64 machines that start by UEFI: Debian, Java and the"
                    + " box's program, a root that is never written, and a data partition that the first"
                    + " start makes as large as the card.",
            "",
            "Needs root on a Debian machine, and takes 10 to 30 minutes where arm64 is emulated. What a"
                    + " box has to know comes into a copy with './roomscribe image write FILE'."
        })
public final class ImageBuildCommand implements Callable<Integer> {
    private final Console console;
    private final Ticker ticker;
    private final Path project;

    @Parameters(paramLabel = "FILE", description = "the image to make")
    private Path image;

    @Option(
            names = "--package",
            paramLabel = "DEB",
            description =
                    "the box's package and its Java, for arm64; several may be given (default: those that"
                            + " this project built)")
    private List<Path> packages = List.of();

    @Option(names = "--model", paramLabel = "FOLDER", description = "a speech model to bring along")
    private Optional<Path> model;

    @Option(
            names = "--suite",
            defaultValue = "bookworm",
            description = "release of Debian (default: ${DEFAULT-VALUE})")
    private String suite;

    @Option(
            names = "--mirror",
            paramLabel = "URI",
            description = "where Debian's packages come from (default: as this machine's own)")
    private Optional<String> mirror;

    @Option(names = "--dry-run", description = "check everything, make nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param project the project's folder, where its packages were built
    public ImageBuildCommand(Console console, Ticker ticker, Path project) {
        this.console = console;
        this.ticker = ticker;
        this.project = project;
    }

    @Override
    public Integer call() {
        BuildTools.ofThisMachine().check();
        var started = ticker.nanos();
        try {
            var build = new ApplianceBuild(suite, sources(), debs(), model.map(this::checkedModel));
            if (!dryRun) {
                BuildTools.checkRoot();
                make(build, started);
            }
            answer(build, ticker.since(started).toSeconds());
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot make %s (%s)".formatted(image, e.getMessage()),
                    "check that there are 4 GB free and the folder may be written, then run it again",
                    e);
        }
    }

    private void make(ApplianceBuild build, long started) throws IOException {
        var beside = image.toAbsolutePath().normalize();
        var log = beside.resolveSibling(beside.getFileName() + ".log");
        var part = beside.resolveSibling(beside.getFileName() + ".part");
        Files.deleteIfExists(log);
        Files.deleteIfExists(part);
        var work = Files.createTempDirectory(beside.getParent(), "roomscribe-image");
        var step =
                new BuildStep(
                        log,
                        line ->
                                console.note(
                                        "%4d s  %s"
                                                .formatted(
                                                        ticker.since(started).toSeconds(), line)));
        try {
            build.into(part, work, step);
            Files.move(part, beside, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // Stays within the one file system: should anything still be mounted below, it is
            // spared.
            step.run("rm", "-rf", "--one-file-system", work.toString());
            Files.deleteIfExists(part);
        }
    }

    private List<String> sources() throws IOException {
        if (mirror.isPresent()) {
            return List.of("deb %s %s main".formatted(mirror.get(), suite));
        }
        var found = AptSources.of(Path.of("/etc/apt"), suite);
        if (found.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "this machine's apt knows no source of Debian %s".formatted(suite),
                    "name one with --mirror, or another release with --suite");
        }
        return found;
    }

    private List<Path> debs() {
        var wanted =
                packages.isEmpty()
                        ? List.of(
                                project.resolve("device/target/roomscribe-device_arm64.deb"),
                                project.resolve("device/target/roomscribe-runtime_25_arm64.deb"))
                        : packages;
        for (var one : wanted) {
            if (!Files.isRegularFile(one)) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "there is no package %s".formatted(one),
                        one.toString().contains("runtime")
                                ? "make it: sh device/src/deb/runtime.sh arm64"
                                : "make it: ./roomscribe build");
            }
        }
        return wanted;
    }

    private Path checkedModel(Path folder) {
        if (!Files.isDirectory(folder.resolve("am"))
                && !Files.isDirectory(folder.resolve("conf"))) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s is no speech model: it has no folder 'am' or 'conf'".formatted(folder),
                    "see what is installed with './roomscribe models list'");
        }
        return folder;
    }

    private void answer(ApplianceBuild build, long seconds) throws IOException {
        var bytes = dryRun ? 0 : Files.size(image);
        if (json) {
            console.answerJson(shape(build, seconds, bytes));
            return;
        }
        if (dryRun) {
            console.answer(
                    "Would make %s: Debian %s for arm64 with %d packages asked for, and %s"
                            .formatted(
                                    image,
                                    suite,
                                    ApplianceBuild.DEBIAN.size(),
                                    String.join(", ", names(build))));
            return;
        }
        console.answer(
                "Made %s: %d MB in %d min".formatted(image, bytes / 1_000_000, seconds / 60));
        console.note(
                "Next: copy it for each box, then './roomscribe image write COPY --plan TABLE --device"
                        + " DEVICE ...', and write the copy to a card.");
    }

    private Map<String, Object> shape(ApplianceBuild build, long seconds, long bytes) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("image", image.toString());
        shape.put("made", !dryRun);
        shape.put("bytes", bytes);
        shape.put("seconds", seconds);
        shape.put("suite", suite);
        shape.put("debian", ApplianceBuild.DEBIAN);
        shape.put("packages", names(build));
        return shape;
    }

    private static List<String> names(ApplianceBuild build) {
        return build.packages().stream().map(ImageBuildCommand::name).toList();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
