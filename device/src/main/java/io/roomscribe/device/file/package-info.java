/// The words of one audio file, outside of any room: decoded, looked at, and put through the same
/// transcriber and speech worker as a recording. The hub starts it for what people upload, the
/// command line for a file at hand. It keeps nothing: its working copy goes when it ends.
@NullMarked
package io.roomscribe.device.file;

import org.jspecify.annotations.NullMarked;
