package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What this machine must have to make an image: looked for before anything is begun.
///
/// @param folders where programs are
/// @param binfmt `/proc/sys/fs/binfmt_misc`, where Linux says what it runs other machines' programs
///   with
/// @param architecture Java's word for this machine's
record BuildTools(List<Path> folders, Path binfmt, String architecture) {
    private static final Map<String, String> PACKAGES = packages();

    private static Map<String, String> packages() {
        var packages = new LinkedHashMap<String, String>();
        packages.put("mmdebstrap", "mmdebstrap");
        packages.put("sfdisk", "fdisk");
        packages.put("mke2fs", "e2fsprogs");
        packages.put("mkfs.vfat", "dosfstools");
        packages.put("mcopy", "mtools");
        return packages;
    }

    static BuildTools ofThisMachine() {
        var folders =
                new ArrayList<>(
                        List.of(
                                Path.of("/usr/local/sbin"),
                                Path.of("/usr/local/bin"),
                                Path.of("/usr/sbin"),
                                Path.of("/usr/bin"),
                                Path.of("/sbin"),
                                Path.of("/bin")));
        return new BuildTools(
                folders, Path.of("/proc/sys/fs/binfmt_misc"), System.getProperty("os.arch", ""));
    }

    /// @throws CommandException that names every Debian package to install
    void check() {
        var tools = new ArrayList<String>();
        var packages = new TreeSet<String>();
        PACKAGES.forEach((tool, home) -> {
            if (!isThere(tool)) {
                tools.add(tool);
                packages.add(home);
            }
        });
        if (!architecture.equals("aarch64")) {
            if (!isThere("arch-test")) {
                tools.add("arch-test");
                packages.add("arch-test");
            }
            if (!isThere("qemu-aarch64-static") && !isThere("qemu-aarch64")) {
                tools.add("qemu-aarch64");
                packages.addAll(List.of("binfmt-support", "qemu-user-static"));
            }
        }
        if (!tools.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "this machine lacks %s".formatted(String.join(", ", tools)),
                    "sudo apt install " + String.join(" ", packages));
        }
        if (!architecture.equals("aarch64") && !runsArm()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "this machine does not run programs for arm64 yet",
                    "sudo mount -t binfmt_misc binfmt_misc %s; sudo update-binfmts --enable qemu-aarch64"
                            .formatted(binfmt));
        }
    }

    private boolean isThere(String tool) {
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(tool)));
    }

    private boolean runsArm() {
        try {
            return Files.readString(binfmt.resolve("qemu-aarch64")).startsWith("enabled");
        } catch (IOException e) {
            return false;
        }
    }

    /// @throws CommandException unless root runs this: an image's files belong to root
    static void checkRoot() {
        try {
            if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return;
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "images are built on Linux only",
                    "run it on a Debian machine or in a container of one",
                    e);
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "building an image needs root: its files belong to root, and packages are set up in it",
                "sudo ./roomscribe image build ...");
    }
}
