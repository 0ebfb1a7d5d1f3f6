package campaignflows.participant.inbound;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.problem.ProblemException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has sent a message, in canonical texts.
 *
 * @param address  the one of the identifiers that takes precedence
 * @param given    the address, and what of the rest is valid
 * @param alternateForms other forms of some of them, under which somebody may be stored
 * @param name     for a new customer
 */
record Sender(
        Identifier address,
        Map<Identifier, String> given,
        Map<Identifier, String> alternateForms,
        @Nullable String name) {

    /**
     * Whatever came with the address and is not valid is left out.
     *
     * @throws ProblemException 422 if the address is not valid
     */
    static Sender read(
            ChannelType channel, Map<String, String> identifiers, @Nullable String name, ParseContext context) {
        Identifier address = InboundContact.addressOf(channel);
        Map<Identifier, String> given = new EnumMap<>(Identifier.class);
        Map<Identifier, String> alternateForms = new EnumMap<>(Identifier.class);
        identifiers.forEach((field, raw) -> Identifier.ofFieldName(field).ifPresent(identifier -> {
            switch (identifier.parse(raw, context)) {
                case ParseResult.Parsed parsed -> {
                    String canonical = parsed.value().canonical();
                    given.put(identifier, canonical);
                    identifier.withoutRegion(raw, canonical).ifPresent(other -> alternateForms.put(identifier, other));
                }
                case ParseResult.Invalid invalid -> {
                    if (identifier == address) {
                        throw ProblemException.invalidField(field, invalid.message());
                    }
                }
            }
        }));
        if (!given.containsKey(address)) {
            throw ProblemException.invalidField(address.fieldName(), "Give the address that the contact wrote from");
        }
        return new Sender(address, given, alternateForms, name);
    }
}
