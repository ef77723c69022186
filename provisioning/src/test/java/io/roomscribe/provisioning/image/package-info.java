@NullMarked
package io.roomscribe.provisioning.image;

import org.jspecify.annotations.NullMarked;
