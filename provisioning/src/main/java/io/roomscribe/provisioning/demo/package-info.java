/// The main job on one machine: starts a hub and a box in a folder of their own, plays a recording
/// as the microphone, shows what becomes of it and measures it. Sees both processes only from
/// outside, as a user would: configuration file, HTTP, status file, operating system.
@NullMarked
package io.roomscribe.provisioning.demo;

import org.jspecify.annotations.NullMarked;
