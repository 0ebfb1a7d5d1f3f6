package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The Customer Profile fields of a tenant over all of its campaigns (rule D2): the system fields, then the others by the
 * place that they have in campaigns, then those of which only values are left.
 */
@Singleton
class CustomerFieldRepository {
    private record Use(String title, List<UUID> requiredIn) {
        static final Use NONE = new Use("", List.of());
    }

    List<CustomerField> ofTenant(Handle handle, UUID tenant) {
        Map<String, Use> uses = uses(handle, tenant);
        List<CustomerField> fields = new ArrayList<>();
        for (DataField field : SystemFields.ALL) {
            if (field.level() == FieldLevel.CUSTOMER) {
                List<UUID> requiredIn =
                        uses.getOrDefault(field.name(), Use.NONE).requiredIn();
                fields.add(new CustomerField(field.name(), field.title(), field.type(), true, List.of(), requiredIn));
            }
        }
        Map<String, ValueKind> kinds = kinds(handle, tenant);
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
    private static Map<String, Use> uses(Handle handle, UUID tenant) {
        Map<String, Use> uses = new LinkedHashMap<>();
        handle.createQuery("""
                        select name, (array_agg(title order by campaign_id desc))[1] as title,
                               array_agg(campaign_id order by campaign_id) filter (where required) as required_in
                          from field where tenant_id = :tenant and level = 'customer'
                         group by name order by min(position), name
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> Map.entry(
                        row.getString("name"), new Use(row.getString("title"), ids(row.getArray("required_in")))))
                .forEach(entry -> uses.put(entry.getKey(), entry.getValue()));
        return uses;
    }

    private static Map<String, ValueKind> kinds(Handle handle, UUID tenant) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        handle.createQuery("select * from profile_field where tenant_id = :tenant order by name")
                .bind("tenant", tenant)
                .map((row, context) -> Map.entry(row.getString("name"), kind(row)))
                .forEach(entry -> kinds.put(entry.getKey(), entry.getValue()));
        return kinds;
    }

    private static ValueKind kind(ResultSet row) throws SQLException {
        return new ValueKind(FieldType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)), List.of((String[])
                row.getArray("allowed_values").getArray()));
    }

    private static List<UUID> ids(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((UUID[]) array.getArray());
    }
}
