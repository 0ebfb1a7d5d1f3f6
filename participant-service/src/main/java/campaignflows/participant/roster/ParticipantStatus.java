package campaignflows.participant.roster;

/** How far the campaign is with a participant (rule P4). */
public enum ParticipantStatus {
    PENDING,
    ACTIVE,
    COMPLETED
}
