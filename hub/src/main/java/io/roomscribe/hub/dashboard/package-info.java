/// Shows what the hub knows to people and programs: starts and stops the web server, and puts its
/// routes, health and metrics together. It only reads; it decides nothing and writes nothing.
@NullMarked
package io.roomscribe.hub.dashboard;

import org.jspecify.annotations.NullMarked;
