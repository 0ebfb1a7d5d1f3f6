package campaignflows.participant.customer;

import campaignflows.participant.profile.Customer;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.List;

/** A customer with the properties that only people look at. */
record CustomerRecord(Customer customer, List<ChannelType> optOuts, Instant createdAt, Instant updatedAt) {
    CustomerRecord {
        optOuts = List.copyOf(optOuts);
    }
}
