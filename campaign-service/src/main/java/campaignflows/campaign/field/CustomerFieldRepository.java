package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.contracts.definition.FieldLevel;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The Customer Profile fields of a tenant over all of its campaigns (rule D2): the system fields, then the others in the order
 * that they have in campaigns, then those of which only values remain.
 */
@Singleton
class CustomerFieldRepository {
    private record Use(String title, List<UUID> requiredIn) {
        static final Use NONE = new Use("", List.of());
    }

    Uni<List<CustomerField>> ofTenant(Mutiny.Session session, UUID tenant) {
        return uses(session, tenant).chain(uses -> kinds(session, tenant).map(kinds -> fields(uses, kinds)));
    }

    private static List<CustomerField> fields(Map<String, Use> uses, Map<String, ValueKind> kinds) {
        List<CustomerField> fields = new ArrayList<>();
        for (DataField field : SystemFields.ALL) {
            if (field.level() == FieldLevel.CUSTOMER) {
                List<UUID> requiredIn =
                        uses.getOrDefault(field.name(), Use.NONE).requiredIn();
                fields.add(new CustomerField(field.name(), field.title(), field.type(), true, List.of(), requiredIn));
            }
        }
        uses.forEach((name, use) -> {
            ValueKind kind = kinds.remove(name);
            if (kind != null && !SystemFields.isOne(name)) {
                fields.add(new CustomerField(name, use.title(), kind.type(), false, kind.values(), use.requiredIn()));
            }
        });
        kinds.forEach((name, kind) -> {
            if (!SystemFields.isOne(name)) {
                fields.add(new CustomerField(name, name, kind.type(), false, kind.values(), List.of()));
            }
        });
        return fields;
    }

    /** By name, in order; the title is that of the youngest campaign. */
    private static Uni<Map<String, Use>> uses(Mutiny.Session session, UUID tenant) {
        return session.createNativeQuery("""
                        select name, (array_agg(title order by campaign_id desc))[1] as title,
                               string_agg(cast(campaign_id as text), ',' order by campaign_id) filter (where required) as required_in
                          from fields where tenant_id = :tenant and level = 'customer'
                         group by name order by min(position), name
                        """, Object[].class)
                .setParameter("tenant", tenant)
                .getResultList()
                .map(CustomerFieldRepository::uses);
    }

    private static Map<String, Use> uses(List<Object[]> rows) {
        Map<String, Use> uses = new LinkedHashMap<>();
        rows.forEach(row -> uses.put((String) row[0], new Use((String) row[1], ids((String) row[2]))));
        return uses;
    }

    private static Uni<Map<String, ValueKind>> kinds(Mutiny.Session session, UUID tenant) {
        return session.createSelectionQuery(
                        "from ProfileField where key.tenantId = :tenant order by key.name", ProfileField.class)
                .setParameter("tenant", tenant)
                .getResultList()
                .map(CustomerFieldRepository::kinds);
    }

    private static Map<String, ValueKind> kinds(List<ProfileField> stored) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        stored.forEach(field -> kinds.put(field.name(), field.kind()));
        return kinds;
    }

    private static List<UUID> ids(@Nullable String ids) {
        return ids == null
                ? List.of()
                : Stream.of(ids.split(",")).map(UUID::fromString).toList();
    }
}
