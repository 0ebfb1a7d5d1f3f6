package campaignflows.participant.walk;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.util.List;

/** The messages of a commit, in the order of its events. */
record CommitPlan(
        List<Envelope<ParticipantEvent>> events,
        List<Envelope<CommunicationCommand>> commands,
        List<Envelope<WalkRecorded>> walks) {}
