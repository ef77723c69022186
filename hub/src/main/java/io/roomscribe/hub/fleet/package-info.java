/// Which rooms and boxes there are, what each box last said about itself and which of its health
/// conditions are active. It believes the boxes and decides nothing about their text.
@NullMarked
package io.roomscribe.hub.fleet;

import org.jspecify.annotations.NullMarked;
