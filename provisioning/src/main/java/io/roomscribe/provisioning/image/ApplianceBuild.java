package io.roomscribe.provisioning.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the file of a whole card: a boot partition, a root that is never written, and room behind
/// for the data partition, which the first start makes. Neither mounts nor loop devices: it works
/// in a container too.
///
/// Confined to the command's thread.
///
/// @param sources lines of a `sources.list`
/// @param packages the project's own, for arm64
/// @param model folder of a speech model, empty for none
record ApplianceBuild(
        String suite, List<String> sources, List<Path> packages, Optional<Path> model) {
    /// From Debian. Sound and any machine's network, but nothing to look at.
    static final List<String> DEBIAN =
            List.of(
                    "systemd-sysv",
                    "systemd-timesyncd",
                    "systemd-boot-efi",
                    "udev",
                    "dbus",
                    "linux-image-arm64",
                    "initramfs-tools",
                    "busybox",
                    "zstd",
                    "e2fsprogs",
                    "fdisk",
                    "kmod",
                    "procps",
                    "iproute2",
                    "network-manager",
                    "wpasupplicant",
                    "openssh-server",
                    "sudo",
                    "adduser",
                    "ca-certificates",
                    "tzdata",
                    "alsa-utils",
                    "libasound2",
                    "libatomic1");

    private static final List<String> FILES =
            List.of(
                    "fstab",
                    "initramfs-hook",
                    "initramfs.conf",
                    "data-partition",
                    "data-mounts",
                    "roomscribe-setup.service",
                    "loader-entry.conf",
                    "place-files.sh",
                    "finish.sh");
    private static final String MODELS = "/usr/share/roomscribe/models/";
    private static final int SECTOR_BYTES = 512;
    private static final long MIB = 1L << 20;
    private static final long BOOT_BYTES = 256 * MIB;

    /// @param image the file to make
    /// @param work an empty folder, which may be removed afterwards
    void into(Path image, Path work, BuildStep step) throws IOException {
        var root = work.resolve("root");
        prepare(work);
        bootstrap(root, work, step);
        var rootBytes = roundUp(usedBytes(root) * 5 / 4 + 64 * MIB);
        partition(image, rootBytes, step);
        step.run(
                "mke2fs",
                "-q",
                "-t",
                "ext4",
                "-O",
                "^has_journal",
                "-m",
                "0",
                "-L",
                "roomscribe-root",
                "-d",
                root.toString(),
                "-E",
                "offset=" + (MIB + BOOT_BYTES),
                image.toString(),
                rootBytes / 1024 + "k");
        fillBootPartition(image, root, work, step);
    }

    private void prepare(Path work) throws IOException {
        for (var name : FILES) {
            try (var in = ApplianceBuild.class.getResourceAsStream("appliance/" + name)) {
                if (in == null) {
                    throw new IOException("the program lacks its own file appliance/" + name);
                }
                Files.copy(in, work.resolve(name));
            }
        }
        var debs = Files.createDirectory(work.resolve("packages"));
        for (var one : packages) {
            Files.copy(one, debs.resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        if (model.isPresent()) {
            copy(model.get(), work.resolve("models").resolve(modelName(model.get())));
        }
    }

    private void bootstrap(Path root, Path work, BuildStep step) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "mmdebstrap",
                                "--mode=root",
                                "--variant=minbase",
                                "--architectures=arm64",
                                "--aptopt=Apt::Install-Recommends \"false\"",
                                "--dpkgopt=path-exclude=/usr/share/man/*",
                                "--dpkgopt=path-exclude=/usr/share/locale/*",
                                "--dpkgopt=path-exclude=/usr/share/doc/*",
                                "--dpkgopt=path-include=/usr/share/doc/*/copyright",
                                "--include=" + String.join(",", DEBIAN),
                                hook("essential", work.resolve("place-files.sh")),
                                hook("customize", work.resolve("finish.sh")),
                                suite,
                                root.toString(),
                                "-"));
        step.runWith(String.join("\n", sources) + "\n", command);
    }

    private static String hook(String kind, Path script) {
        return "--%s-hook=sh %s \"$1\"".formatted(kind, QuotedText.ofShell(script.toString()));
    }

    private static void partition(Path image, long rootBytes, BuildStep step) throws IOException {
        step.run(
                "truncate",
                "-s",
                Long.toString(MIB + BOOT_BYTES + rootBytes + MIB),
                image.toString());
        step.runWith(
                """
                label: gpt
                start=%d, size=%d, type=uefi, name="roomscribe-boot"
                start=%d, size=%d, type=linux, name="roomscribe-root"
                """
                        .formatted(
                                MIB / SECTOR_BYTES,
                                BOOT_BYTES / SECTOR_BYTES,
                                (MIB + BOOT_BYTES) / SECTOR_BYTES,
                                rootBytes / SECTOR_BYTES),
                List.of("sfdisk", "--quiet", image.toString()));
    }

    private void fillBootPartition(Path image, Path root, Path work, BuildStep step)
            throws IOException {
        step.run(
                "mkfs.vfat",
                "-F",
                "32",
                "-s",
                "4",
                "-n",
                "ROOMSCRIBE",
                "--offset",
                Long.toString(MIB / SECTOR_BYTES),
                image.toString(),
                Long.toString(BOOT_BYTES / 1024));
        var fat = image + "@@" + MIB;
        step.run("mmd", "-i", fat, "::/EFI", "::/EFI/BOOT", "::/loader", "::/loader/entries");
        place(
                root.resolve("usr/lib/systemd/boot/efi/systemd-bootaa64.efi"),
                fat,
                "EFI/BOOT/BOOTAA64.EFI",
                step);
        place(newest(root.resolve("boot"), "vmlinuz-"), fat, "vmlinuz", step);
        place(newest(root.resolve("boot"), "initrd.img-"), fat, "initrd.img", step);
        place(work.resolve("loader-entry.conf"), fat, "loader/entries/roomscribe.conf", step);
        var loader = Files.writeString(work.resolve("loader.conf"), "timeout 0\neditor no\n");
        place(loader, fat, "loader/loader.conf", step);
        var marker = ApplianceMarker.text(model.map(folder -> MODELS + modelName(folder)));
        place(
                Files.writeString(work.resolve(ApplianceMarker.NAME), marker),
                fat,
                ApplianceMarker.NAME,
                step);
    }

    private static void place(Path file, String fat, String name, BuildStep step)
            throws IOException {
        step.run("mcopy", "-o", "-i", fat, file.toString(), "::/" + name);
    }

    private static Path newest(Path folder, String prefix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new IOException("no " + prefix + " in " + folder));
        }
    }

    private static String modelName(Path model) {
        return String.valueOf(model.toAbsolutePath().normalize().getFileName());
    }

    private static long usedBytes(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.mapToLong(ApplianceBuild::blocks).sum();
        }
    }

    /// As an ext4 counts it: whole blocks, and an inode.
    private static long blocks(Path file) {
        try {
            var isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            var bytes = isFile ? Files.size(file) : 1;
            return (bytes + 4095) / 4096 * 4096 + 256;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long roundUp(long bytes) {
        return (bytes + MIB - 1) / MIB * MIB;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var one : files.toList()) {
                var target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target);
                }
            }
        }
    }
}
