package campaignflows.participant.inbound;

import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.values.Identifier;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the sender of a message. Rule P1, except that a message cannot fail like a row. The address that the provider
 * vouches for decides; other identifiers find somebody whose address is not known yet, fill in what is missing, and never take
 * anything away from somebody else. So a Telegram name that has passed to another person does not lead to its former owner.
 *
 * <p>Must hold: the index knows all customers that have one of the identifiers.
 */
final class ContactMatch {
    private final Identifier address;
    private final Map<Identifier, String> given;
    private final Map<Identifier, String> alternateForms;
    private final IdentityIndex identities;

    /**
     * A message's identifiers.
     *
     * @param given    canonical texts, the address among them
     * @param alternateForms other forms of some of them, under which somebody may be stored
     */
    ContactMatch(
            Identifier address,
            Map<Identifier, String> given,
            Map<Identifier, String> alternateForms,
            IdentityIndex identities) {
        this.address = address;
        this.given = given;
        this.alternateForms = alternateForms;
        this.identities = identities;
    }

    Optional<UnsavedCustomer> find() {
        String own = given.get(address);
        @Nullable
        UnsavedCustomer owner = own == null ? null : identities.owner(address, own, alternateForms.get(address));
        if (owner != null) {
            return Optional.of(owner);
        }
        return given.entrySet().stream()
                .filter(each -> each.getKey() != address)
                .flatMap(each -> Optional.ofNullable(
                                identities.owner(each.getKey(), each.getValue(), alternateForms.get(each.getKey())))
                        .stream()
                        .filter(found -> found.identifier(address) == null || identifiesReliably(each.getKey())))
                .findFirst();
    }

    /** Adds the identifiers that the customer lacks, completes a partial number, and updates the Telegram name. */
    void complete(UnsavedCustomer customer) {
        given.forEach((identifier, value) -> {
            boolean free = identities.owner(identifier, value) == null;
            @Nullable String has = customer.identifier(identifier);
            boolean wanted = has == null
                    || has.equals(alternateForms.get(identifier))
                    || identifier == Identifier.TELEGRAM_USERNAME;
            if (free && wanted) {
                identities.assign(customer, identifier, value);
            }
        });
    }

    /** A number identifies its owner whatever else is known about them; a name that anybody may take does not. */
    private static boolean identifiesReliably(Identifier identifier) {
        return identifier == Identifier.PHONE;
    }
}
