package io.roomscribe.hub.backup;

import io.roomscribe.protocol.supervision.Failure;
import java.nio.file.Path;

/// A backup cannot be made or restored.
public final class BackupException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        WRONG_PASSPHRASE,
        PASSPHRASE_TOO_SHORT,
        NO_BACKUP,
        DAMAGED,
        EXISTS,
        NO_HUB,
        HUB_SILENT,
        UNWRITABLE
    }

    private final Code code;

    private BackupException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    private BackupException(Code code, String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static BackupException wrongPassphrase() {
        return new BackupException(
                Code.WRONG_PASSPHRASE,
                "the passphrase does not open this backup",
                "give the one it was made with, or the same --key-file");
    }

    static BackupException passphraseTooShort(int lettersMin) {
        return new BackupException(
                Code.PASSPHRASE_TOO_SHORT,
                "a backup's passphrase has at least %d letters".formatted(lettersMin),
                "take a few words that nobody would guess together, or a file of random letters with"
                        + " --key-file");
    }

    static BackupException noBackup(String why) {
        return new BackupException(
                Code.NO_BACKUP,
                "this is no backup of a hub: " + why,
                "give a file that 'roomscribe hub backup' wrote");
    }

    static BackupException damaged(String where) {
        return new BackupException(
                Code.DAMAGED,
                "the backup is damaged: " + where,
                "copy the file once more from where it was kept, or take an earlier backup");
    }

    static BackupException damaged(String where, Throwable cause) {
        return new BackupException(
                Code.DAMAGED,
                "the backup is damaged: " + where,
                "copy the file once more from where it was kept, or take an earlier backup",
                cause);
    }

    static BackupException exists(Path path, String hint) {
        return new BackupException(Code.EXISTS, path + " is there already", hint);
    }

    static BackupException noHub(Path folder) {
        return new BackupException(
                Code.NO_HUB,
                "there is no hub's database in " + folder,
                "give the folder that 'data.folder' names in the hub's configuration");
    }

    static BackupException hubSilent(Path folder) {
        return new BackupException(
                Code.HUB_SILENT,
                "the database in %s is in use, and no hub answers there".formatted(folder),
                "look at the hub's log, or stop the hub ('sudo systemctl stop roomscribe-hub') and try"
                        + " again");
    }

    static BackupException snapshotFailed(String why) {
        return new BackupException(
                Code.UNWRITABLE,
                "the hub could not copy its database: " + why,
                "free space in the hub's folder and try again; the hub itself goes on");
    }

    static BackupException unwritable(Path path, Throwable cause) {
        return new BackupException(
                Code.UNWRITABLE,
                "cannot read or write %s (%s)".formatted(path, cause.getClass().getSimpleName()),
                "check that it may be written by this user and that the disk has room for three times"
                        + " the database",
                cause);
    }
}
