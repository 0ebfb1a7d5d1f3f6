package campaignflows.participant.enrollment;

import org.jspecify.annotations.Nullable;

/** How far the campaign is with a participant (rule P4). Stored by its ordinal. */
public enum ParticipantStatus {
    PENDING,
    ACTIVE,
    COMPLETED;

    public static ParticipantStatus of(@Nullable Boolean result, int communications, int openCommunications) {
        if (result != null) {
            return COMPLETED;
        }
        if (communications == 0) {
            return PENDING;
        }
        return openCommunications > 0 ? ACTIVE : COMPLETED;
    }
}
