/// The `roomscribe` command line: the root command and the process's composition root. What a
/// command does stands in the package named for its noun; this one only puts them together.
@NullMarked
package io.roomscribe.provisioning;

import org.jspecify.annotations.NullMarked;
