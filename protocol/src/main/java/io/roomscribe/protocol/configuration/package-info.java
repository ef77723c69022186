/// Reads a process's one configuration file into records, a record a feature. It reports every
/// problem at once and refuses what it does not know; it never changes the file.
@NullMarked
package io.roomscribe.protocol.configuration;

import org.jspecify.annotations.NullMarked;
