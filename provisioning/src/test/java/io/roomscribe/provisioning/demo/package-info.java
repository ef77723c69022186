@NullMarked
package io.roomscribe.provisioning.demo;

import org.jspecify.annotations.NullMarked;
