package campaignflows.participant.identity;

import campaignflows.participant.profile.CustomerDraft;
import campaignflows.platform.values.Identifier;

/** Who the identifiers of a row mean. */
public sealed interface Resolution {

    /** A person that the tenant has, or that an earlier row of the batch made. */
    record Matched(CustomerDraft customer) implements Resolution {}

    /** Nobody has any of them. */
    record Unknown() implements Resolution {}

    /**
     * They contradict each other or the person found.
     *
     * @param identifier the one to look at first
     * @param message    names both sides and says what to do
     */
    record Conflict(Identifier identifier, String message) implements Resolution {}
}
