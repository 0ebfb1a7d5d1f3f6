package campaignflows.communication.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import java.util.UUID;

/** Who knows people by their addresses, and in which campaigns they are. Both questions may be repeated without harm. */
public interface ContactDirectory {

    /** Whose address it is; whom nobody knows becomes a customer. */
    UUID customerOf(InboundContact.Query query);

    /** Tells the Active campaigns that the customer is in, once. */
    void tell(UUID customerId, InboundContact.Session session);
}
