/// Models that are pushed to this box by way of its hub: fetched, checked, put beside those that
/// are there. Which of them the box uses says its configuration.
@NullMarked
package io.roomscribe.device.speechmodel;

import org.jspecify.annotations.NullMarked;
