package campaignflows.communication.inbound;

import campaignflows.platform.contracts.participant.InboundContact;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who knows people by their addresses, and in which campaigns they are. All of it may be repeated without harm. */
public interface ContactDirectory {

    /** Whose address it is; whom nobody knows becomes a customer. */
    UUID customerOf(InboundContact.Query query);

    /**
     * Whose addresses these are, in their order: at most {@link InboundContact.BatchQuery#MAX_CONTACTS}; empty for one that is
     * no address.
     */
    List<Optional<UUID>> customersOf(UUID tenantId, List<InboundContact.Contact> contacts);

    /** Tells the Active campaigns that the customer is in, once. */
    void tell(UUID customerId, InboundContact.Session session);

    /** The same for many of a tenant, in their order: at most {@link InboundContact.Sessions#MAX_SESSIONS}, all or none of them. */
    void tell(InboundContact.Sessions begun);
}
