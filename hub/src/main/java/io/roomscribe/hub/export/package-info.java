/// A meeting as a file that people take with them: minutes, transcript with its gaps, coverage, in
/// each format. It reads what the stores hold, never changes anything, and sends nothing anywhere:
/// whoever shares a meeting takes an [io.roomscribe.hub.export.ExportedFile] from here.
@NullMarked
package io.roomscribe.hub.export;

import org.jspecify.annotations.NullMarked;
