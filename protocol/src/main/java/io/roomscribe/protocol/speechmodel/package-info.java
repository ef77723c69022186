/// Models as they travel from the command line to the hub and on to the boxes: what files one
/// consists of, and by which hash it is known. Knows neither network nor state.
@NullMarked
package io.roomscribe.protocol.speechmodel;

import org.jspecify.annotations.NullMarked;
