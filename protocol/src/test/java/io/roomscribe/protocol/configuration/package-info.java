@NullMarked
package io.roomscribe.protocol.configuration;

import org.jspecify.annotations.NullMarked;
