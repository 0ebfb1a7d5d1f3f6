package campaignflows.communication.dispatch;

import campaignflows.platform.contracts.participant.ContactPoints;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who knows how participants can be reached at this moment (rule M3). */
@FunctionalInterface
public interface ContactSource {

    /** Those that are in their campaign; at most {@link ContactPoints#MAX_PARTICIPANTS} may be asked for. */
    Map<UUID, ContactPoints.Contact> of(List<UUID> participantIds);
}
