/// Models for the boxes: taken in from the command line, file by file, and given out on the
/// enrolment port. The hub itself works with none of them; its language models are another thing.
@NullMarked
package io.roomscribe.hub.speechmodel;

import org.jspecify.annotations.NullMarked;
