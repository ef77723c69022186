package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.answer.Answers;
import io.roomscribe.hub.audio.AudioDesk;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DecommissionDesk;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.identity.HubIdentity;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.speaker.SpeakerEdits;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.VoiceProfiles;
import io.roomscribe.hub.speechmodel.ModelShelf;
import io.roomscribe.hub.summary.ReviewDesk;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.hub.upload.QuickTranscripts;
import io.roomscribe.hub.upload.UploadDesk;
import io.roomscribe.protocol.acceptance.HubKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the dashboard has everything from that it shows.
///
/// Immutable.
///
/// @param checks what must be well for the hub to be ready
/// @param ingest what the ingest has done since the process began
/// @param version of this software
public record DashboardSources(
        FleetStore fleet,
        CommandStore commands,
        CommandDesk desk,
        TwinStore twins,
        TwinDesk twinDesk,
        TransferDesk transfers,
        DecommissionDesk decommissions,
        AudioDesk audio,
        BundleDesk bundles,
        ReleaseSources releases,
        ModelShelf speechModels,
        AcceptanceStore acceptances,
        HubKey reportKey,
        ErasureStore erasures,
        MeetingStore meetings,
        MeetingEdits cuts,
        CalendarDesk calendars,
        TranscriptStore transcripts,
        TranscriptEdits texts,
        RoomWords words,
        ActionItems actions,
        FollowUps followUps,
        Analytics analytics,
        SpeakerStore speakers,
        SpeakerEdits edits,
        VoiceProfiles profiles,
        SummaryStore summaries,
        ReviewDesk reviews,
        SettingsDesk settings,
        JobDesk jobs,
        UploadDesk uploads,
        QuickTranscripts quick,
        SearchDesk search,
        Answers answers,
        Optional<HubIdentity> identity,
        HubEvents events,
        Accounts accounts,
        SignIn signIn,
        List<ReadyCheck> checks,
        Supplier<IngestFigures> ingest,
        String version) {
    public DashboardSources {
        checks = List.copyOf(checks);
    }
}
