package io.roomscribe.hub.calendar;

import java.net.URI;

/// Gets a calendar from its address.
public interface CalendarSource {

    /// @throws CalendarException when it cannot be had
    byte[] get(URI address) throws InterruptedException;
}
