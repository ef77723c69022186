/// Shows what the hub knows to people and programs: starts and stops the web server, and puts its
/// routes, health and metrics together. It decides nothing; what people change goes through the
/// package that owns it.
@NullMarked
package io.roomscribe.hub.dashboard;

import org.jspecify.annotations.NullMarked;
