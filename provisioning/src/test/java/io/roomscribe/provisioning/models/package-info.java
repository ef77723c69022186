@NullMarked
package io.roomscribe.provisioning.models;

import org.jspecify.annotations.NullMarked;
