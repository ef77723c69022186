/// Measurements a technician can repeat: what the recogniser and the hub make of audio whose truth
/// is known. It starts the real processes in a folder of its own, asks the hub, and removes
/// everything again; it never touches an installation.
@NullMarked
package io.roomscribe.provisioning.bench;

import org.jspecify.annotations.NullMarked;
