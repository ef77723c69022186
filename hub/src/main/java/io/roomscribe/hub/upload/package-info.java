/// Audio files that people give the hub: taken in, looked at, transcribed by the box's own software
/// in a process of its own, and applied like what a box sends. The audio goes once it is
/// transcribed; it is never kept to be heard, and never leaves the data folder.
@NullMarked
package io.roomscribe.hub.upload;

import org.jspecify.annotations.NullMarked;
