package campaignflows.platform.contracts.communication;

import java.util.EnumSet;
import java.util.Set;

/** The statuses of a communication and the permitted transitions between them (rule M1). Forward only; steps may be skipped. */
public enum CommunicationStatus {
    PLANNED,
    STARTED,
    DELIVERED,
    READ,
    REPLIED,
    COMPLETED,
    NO_RESPONSE,
    CANCELED,
    SKIPPED,
    FAILED;

    private static final Set<CommunicationStatus> FINAL = EnumSet.of(COMPLETED, NO_RESPONSE, CANCELED, SKIPPED, FAILED);

    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Whether a communication in this status may change to {@code next}; false for the status itself. */
    public boolean canBecome(CommunicationStatus next) {
        return switch (this) {
            case PLANNED -> next != PLANNED && next != NO_RESPONSE;
            case STARTED, DELIVERED, READ ->
                next == NO_RESPONSE
                        || next == FAILED
                        || (next.ordinal() > ordinal() && next.ordinal() <= COMPLETED.ordinal());
            case REPLIED -> next == COMPLETED || next == FAILED;
            case COMPLETED, NO_RESPONSE, CANCELED, SKIPPED, FAILED -> false;
        };
    }
}
