package io.roomscribe.hub.backup;

import io.roomscribe.protocol.supervision.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.LogManager;

/// The process behind `roomscribe hub backup|restore`. Takes the passphrase from its first line of
/// input, prints one line of JSON, or what is wrong on stderr.
final class BackupMain {
    /// 128 MiB and half a second: guessing is slow, and a small hub can still do it.
    private static final int WORK_FACTOR = 17;

    private BackupMain() {}

    /// @param arguments `backup FOLDER FILE [CONFIGURATION]` or `restore FOLDER FILE`
    public static void main(String... arguments) throws IOException, InterruptedException {
        // The libraries' stories are not the backup's.
        LogManager.getLogManager().reset();
        try {
            var answer = run(arguments, passphrase());
            System.out.println(Backup.JSON.writeValueAsString(answer));
            System.exit(0);
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(e instanceof BackupException known ? exitCode(known) : 1);
        }
    }

    private static Restored run(String[] arguments, String passphrase) throws InterruptedException {
        var random = new SecureRandom();
        var folder = Path.of(arguments[1]);
        var file = Path.of(arguments[2]);
        var clock = Clock.systemUTC();
        if (arguments[0].equals("restore")) {
            return new Restore(clock, random).into(folder, file, passphrase);
        }
        var configuration =
                arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.<Path>empty();
        return new Backup(folder, clock, System::nanoTime, random, WORK_FACTOR)
                .write(file, configuration, passphrase);
    }

    private static String passphrase() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = in.readLine();
        return line == null ? "" : line;
    }

    /// As the command line ends: 4 for what is refused.
    private static int exitCode(BackupException e) {
        return switch (e.code()) {
            case WRONG_PASSPHRASE, PASSPHRASE_TOO_SHORT, EXISTS -> 4;
            case HUB_SILENT -> 3;
            case NO_BACKUP, DAMAGED, NO_HUB, UNWRITABLE -> 1;
        };
    }
}
