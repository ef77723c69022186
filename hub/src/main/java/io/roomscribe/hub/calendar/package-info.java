/// What rooms are booked for: ICS files and addresses, read again and again, with their recurrences
/// and time zones. It knows nothing of meetings; a calendar that cannot be read leaves what was
/// read before as it is.
@NullMarked
package io.roomscribe.hub.calendar;

import org.jspecify.annotations.NullMarked;
