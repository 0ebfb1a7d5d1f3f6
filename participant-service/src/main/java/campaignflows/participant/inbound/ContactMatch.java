package campaignflows.participant.inbound;

import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.platform.values.Identifier;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote. Rule P1, but for what a message cannot do: fail like a row. The address that the provider vouches for decides;
 * what else it says finds somebody whose address is not known yet, fills in what is missing, and never takes anything away
 * from somebody else. So a Telegram name that has gone over to another person does not lead to the person who had it.
 *
 * <p>Must hold: the index knows all customers that have one of the identifiers.
 */
final class ContactMatch {
    private final Identifier address;
    private final Map<Identifier, String> given;
    private final IdentityIndex identities;

    /** @param given canonical texts, the address among them */
    ContactMatch(Identifier address, Map<Identifier, String> given, IdentityIndex identities) {
        this.address = address;
        this.given = given;
        this.identities = identities;
    }

    Optional<CustomerDraft> find() {
        String own = given.get(address);
        @Nullable CustomerDraft owner = own == null ? null : identities.owner(address, own);
        if (owner != null) {
            return Optional.of(owner);
        }
        return given.entrySet().stream()
                .filter(each -> each.getKey() != address)
                .flatMap(each -> Optional.ofNullable(identities.owner(each.getKey(), each.getValue())).stream()
                        .filter(found -> found.identifier(address) == null || isSureSign(each.getKey())))
                .findFirst();
    }

    /** Gives the person what it lacks of the identifiers, and its present Telegram name. */
    void complete(CustomerDraft customer) {
        given.forEach((identifier, value) -> {
            boolean free = identities.owner(identifier, value) == null;
            boolean wanted = customer.identifier(identifier) == null || identifier == Identifier.TELEGRAM_USERNAME;
            if (free && wanted) {
                identities.assign(customer, identifier, value);
            }
        });
    }

    /** A number is its owner's whatever else is known of them; a name that anybody may take is not. */
    private static boolean isSureSign(Identifier identifier) {
        return identifier == Identifier.PHONE;
    }
}
