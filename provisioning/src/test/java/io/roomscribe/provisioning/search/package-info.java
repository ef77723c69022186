@NullMarked
package io.roomscribe.provisioning.search;

import org.jspecify.annotations.NullMarked;
