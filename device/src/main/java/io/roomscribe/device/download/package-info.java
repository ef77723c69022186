/// Files from the hub's enrolment port: releases and models. Goes on where it was broken off, no
/// faster than allowed; what came is for the caller to check.
@NullMarked
package io.roomscribe.device.download;

import org.jspecify.annotations.NullMarked;
