package campaignflows.participant.profile;

import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The identifiers that customers had before. An erasure must find what is kept under them, too: failed rows of a file name a
 * person as it was known then. They are written with the customer, whose row the transaction has locked.
 */
@Singleton
public class FormerIdentifierRepository {

    /** Remembers what the changes replace; an identifier that is replaced again counts from the last time. */
    static void add(Tx tx, List<UnsavedCustomer> changed, Instant now) {
        List<UUID> customers = new ArrayList<>();
        List<UUID> tenants = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (UnsavedCustomer each : changed) {
            each.replacedIdentifiers().forEach((identifier, value) -> {
                customers.add(each.id());
                tenants.add(each.tenantId());
                fields.add(identifier.fieldName());
                values.add(value);
            });
        }
        if (customers.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into former_identifiers (customer_id, tenant_id, field, value, replaced_at)
                        select u.customer_id, u.tenant_id, u.field, u.value, :now
                          from unnest(:customers::uuid[], :tenants::uuid[], :fields::text[], :values::text[])
                            as u (customer_id, tenant_id, field, value)
                            on conflict (customer_id, field, value) do update set replaced_at = excluded.replaced_at
                        """)
                .bind("customers", customers.toArray(UUID[]::new))
                .bind("tenants", tenants.toArray(UUID[]::new))
                .bind("fields", fields.toArray(String[]::new))
                .bind("values", values.toArray(String[]::new))
                .bind("now", now)
                .send();
    }

    /** Those of one customer of the tenant, the last ones first. */
    public Map<Identifier, List<String>> of(Tx tx, UUID tenantId, UUID customerId) {
        Map<Identifier, List<String>> former = new EnumMap<>(Identifier.class);
        tx.query("""
                        select field, value from former_identifiers
                         where customer_id = :customer and tenant_id = :tenant order by replaced_at desc, field, value
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .list(row -> Map.entry(row.text("field"), row.text("value")))
                .forEach(each -> Identifier.ofFieldName(each.getKey())
                        .ifPresent(identifier -> former.computeIfAbsent(identifier, any -> new ArrayList<>())
                                .add(each.getValue())));
        return former;
    }

    /** With the customer's profile. */
    public void deleteOf(Tx tx, UUID tenantId, UUID customerId) {
        tx.query("delete from former_identifiers where customer_id = :customer and tenant_id = :tenant")
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .execute();
    }

    /** Deletes at most {@code limit} of those that were replaced before this time, and returns how many. */
    int deleteReplacedBefore(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from former_identifiers where ctid = any (array(
                            select ctid from former_identifiers where replaced_at < :before limit :limit
                               for update skip locked))
                        """).bind("before", before).bind("limit", limit).execute();
    }
}
