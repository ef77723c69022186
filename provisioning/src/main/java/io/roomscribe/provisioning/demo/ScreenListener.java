package io.roomscribe.provisioning.demo;

/// Puts live events on the screen, and what was missed while the hub was away.
///
/// Confined to the live feed's thread.
final class ScreenListener implements LiveFeed.Listener {
    private final HubClient hub;
    private final DemoScreen screen;

    ScreenListener(HubClient hub, DemoScreen screen) {
        this.hub = hub;
        this.screen = screen;
    }

    @Override
    public void partial(String text) {
        screen.partial(text);
    }

    @Override
    public void segment(HubAnswer.Segment segment) {
        screen.segment(segment);
    }

    /// The event comes without the minutes themselves.
    @Override
    public void revision(HubAnswer.Revision revision) {
        hub.newestMeeting(DemoFolder.ROOM)
                .flatMap(meeting -> hub.latestRevision(meeting.id()))
                .ifPresent(screen::revision);
    }

    @Override
    public void resync() {
        hub.newestMeeting(DemoFolder.ROOM)
                .flatMap(meeting -> hub.transcript(meeting.id(), screen.lastNumber()))
                .ifPresent(missed -> missed.segments().forEach(screen::segment));
    }
}
