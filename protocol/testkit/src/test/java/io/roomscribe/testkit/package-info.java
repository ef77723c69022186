@NullMarked
package io.roomscribe.testkit;

import org.jspecify.annotations.NullMarked;
