package campaignflows.participant.identity;

import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.values.Identifier;

/** The customer that the identifiers of a row mean. */
public sealed interface Resolution {

    /** A customer that the tenant has, or that an earlier row of the batch created. */
    record Matched(UnsavedCustomer customer) implements Resolution {}

    /** Nobody has any of them. */
    record Unknown() implements Resolution {}

    /**
     * They contradict each other or the person found.
     *
     * @param identifier the one to check first
     * @param message    names both sides and says what to do
     */
    record Conflict(Identifier identifier, String message) implements Resolution {}
}
