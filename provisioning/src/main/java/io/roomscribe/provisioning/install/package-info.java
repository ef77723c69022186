/// `device install`: puts the box's software on a machine that runs Debian already, over SSH.
@NullMarked
package io.roomscribe.provisioning.install;

import org.jspecify.annotations.NullMarked;
