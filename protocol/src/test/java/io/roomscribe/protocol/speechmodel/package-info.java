@NullMarked
package io.roomscribe.protocol.speechmodel;

import org.jspecify.annotations.NullMarked;
