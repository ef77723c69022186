/// The pages people read: rooms, meetings, minutes beside the transcript, devices. Every text that
/// was said or typed is escaped by the template engine; pages work without their script, only not
/// live.
@NullMarked
package io.roomscribe.hub.dashboard.page;

import org.jspecify.annotations.NullMarked;
