package campaignflows.participant.details;

import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.participant.field.ApiValues;
import campaignflows.participant.profile.Customer;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.Identifier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A participant with all its values (rule P5). */
@Schema(description = "A participant with the values of all fields of its campaign")
public record ParticipantDetails(
        UUID id,
        UUID campaignId,
        UUID customerId,
        @Nullable String objectId,

        @Schema(description = "IANA name; null if the tenant's time zone counts") @Nullable
        String timezone,

        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId,
        int communicationsCount,
        ParticipantStatus status,
        @Nullable Boolean result,
        @Nullable Instant resultAt,
        Instant createdAt,
        Instant updatedAt,

        @Schema(
                description = "Every field of the campaign by name, in field order: booleans and integers as such, all"
                        + " others as text, null where there is no value")
        Map<String, @Nullable Object> attributes) {

    static ParticipantDetails of(Participant participant, Customer customer, CampaignDefined definition) {
        return new ParticipantDetails(
                participant.id(),
                participant.campaignId(),
                participant.customerId(),
                participant.objectId(),
                participant.timezone(),
                customer.name(),
                customer.identifiers().get(Identifier.EMAIL),
                customer.identifiers().get(Identifier.PHONE),
                customer.identifiers().get(Identifier.EXTERNAL_ID),
                participant.communicationsCount(),
                participant.status(),
                participant.result(),
                participant.resultAt(),
                participant.createdAt(),
                participant.updatedAt(),
                attributes(participant.values(), customer.values(), definition));
    }

    private static Map<String, @Nullable Object> attributes(
            Map<String, String> participant, Map<String, String> customer, CampaignDefined definition) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (FieldDefinition field : definition.fields()) {
            String text = (field.level() == FieldLevel.CUSTOMER ? customer : participant).get(field.name());
            attributes.put(field.name(), ApiValues.of(field.type(), text));
        }
        return attributes;
    }
}
