package campaignflows.participant.field;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Searches for values of a field. Reads until it finds one, so a field without values costs a scan of all rows. */
@Singleton
public class FieldUseRepository {

    /** Whether the campaign's participants, or the tenant's customers, have a value of a field with this name. */
    public boolean isInUse(Tx tx, UUID tenantId, UUID campaignId, String name) {
        String sql = "select exists (select from participants where campaign_id = :campaign"
                + " and tenant_id = :tenant and " + participantHas(name) + ")"
                + " or exists (select from customers where tenant_id = :tenant and " + customerHas(name)
                + ") as in_use";
        Query query = tx.query(sql).bind("tenant", tenantId).bind("campaign", campaignId);
        if (sql.contains(":name")) {
            query.bind("name", name);
        }
        return query.one(row -> row.bool("in_use")).orElseThrow();
    }

    private static String participantHas(String name) {
        return switch (name) {
            case UnsavedParticipant.RESULT_FIELD -> "result is not null";
            case UnsavedParticipant.RESULT_AT_FIELD -> "result_at is not null";
            default -> "jsonb_exists(attributes, :name)";
        };
    }

    private static String customerHas(String name) {
        if (name.equals(UnsavedCustomer.NAME_FIELD)) {
            return "name is not null";
        }
        return Identifier.ofFieldName(name)
                .map(identifier -> identifier.fieldName() + " is not null")
                .orElse("jsonb_exists(attributes, :name)");
    }
}
