package campaignflows.participant.enrollment;

import org.jspecify.annotations.Nullable;

/** How far a participant has come in the campaign (rule P4). Stored by its ordinal. */
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
