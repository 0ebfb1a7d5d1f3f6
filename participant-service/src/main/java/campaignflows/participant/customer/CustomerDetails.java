package campaignflows.participant.customer;

import campaignflows.participant.field.ApiValues;
import campaignflows.participant.profile.Customer;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.values.Identifier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A customer with everything that the tenant knows about it outside of campaigns. */
@Schema(description = "A customer with the values of all Customer Profile fields of the tenant")
public record CustomerDetails(
        UUID id,
        @Nullable String externalId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String telegramId,
        @Nullable String webId,
        @Nullable String telegramUsername,
        @Nullable String whatsappId,

        @Schema(description = "The channels on which the person does not want to be contacted")
        List<ChannelType> optOuts,

        @Schema(
                description =
                        "Every Customer Profile field of the tenant by name, in field order: booleans and integers"
                                + " as such, all others as text, null where there is no value")
        Map<String, @Nullable Object> attributes,

        Instant createdAt,
        Instant updatedAt) {

    static CustomerDetails of(CustomerRecord stored, List<CustomerField> fields) {
        Customer customer = stored.customer();
        Map<Identifier, String> identifiers = customer.identifiers();
        Map<String, String> values = customer.values();
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (CustomerField field : fields) {
            attributes.put(field.name(), ApiValues.of(field.type(), values.get(field.name())));
        }
        return new CustomerDetails(
                customer.id(),
                identifiers.get(Identifier.EXTERNAL_ID),
                customer.name(),
                identifiers.get(Identifier.EMAIL),
                identifiers.get(Identifier.PHONE),
                identifiers.get(Identifier.TELEGRAM_ID),
                identifiers.get(Identifier.WEB_ID),
                identifiers.get(Identifier.TELEGRAM_USERNAME),
                identifiers.get(Identifier.WHATSAPP_ID),
                stored.optOuts(),
                attributes,
                stored.createdAt(),
                stored.updatedAt());
    }
}
