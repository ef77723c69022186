/// Tests of what the command line tells shells and `man`.
@NullMarked
package io.roomscribe.provisioning.manual;

import org.jspecify.annotations.NullMarked;
