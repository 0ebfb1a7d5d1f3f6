package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The fields of campaigns and of the tenants' customer profiles. */
@Singleton
public class FieldRepository {

    /** The fields of a campaign, in their order. */
    public List<DataField> list(Handle tx, UUID campaignId) {
        return tx.createQuery("select * from field where campaign_id = :campaign order by position, name")
                .bind("campaign", campaignId)
                .map(FieldRepository::field)
                .list();
    }

    public Optional<DataField> find(Handle tx, UUID campaignId, String name) {
        return tx.createQuery("select * from field where campaign_id = :campaign and name = :name")
                .bind("campaign", campaignId)
                .bind("name", name)
                .map(FieldRepository::field)
                .findOne();
    }

    /** Adds the field behind all others of the campaign. */
    public void append(Handle tx, UUID tenant, UUID campaignId, DataField field) {
        tx.createUpdate("""
                        insert into field (campaign_id, name, tenant_id, title, description, type, level, imported,
                                           required, system, allowed_values, position)
                        select :campaign, :name, :tenant, :title, :description, :type, :level, :imported,
                               :required, :system, :values, coalesce(max(position), 0) + 1
                          from field where campaign_id = :campaign
                        """)
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .bindMethods(field)
                .bind("type", wireName(field.type()))
                .bind("level", wireName(field.level()))
                .bind("values", field.values().toArray(String[]::new))
                .execute();
    }

    public void update(Handle tx, UUID campaignId, DataField field) {
        tx.createUpdate("""
                        update field
                           set title = :title, description = :description, type = :type, level = :level,
                               imported = :imported, required = :required, allowed_values = :values
                         where campaign_id = :campaign and name = :name
                        """)
                .bind("campaign", campaignId)
                .bindMethods(field)
                .bind("type", wireName(field.type()))
                .bind("level", wireName(field.level()))
                .bind("values", field.values().toArray(String[]::new))
                .execute();
    }

    public void delete(Handle tx, UUID campaignId, String name) {
        tx.createUpdate("delete from field where campaign_id = :campaign and name = :name")
                .bind("campaign", campaignId)
                .bind("name", name)
                .execute();
    }

    /** Gives the fields the order of the names, which are all of the campaign's. */
    public void reorder(Handle tx, UUID campaignId, List<String> names) {
        tx.createUpdate("""
                        update field
                           set position = wanted.position
                          from unnest(:names) with ordinality as wanted (name, position)
                         where field.campaign_id = :campaign and field.name = wanted.name
                        """)
                .bind("campaign", campaignId)
                .bind("names", names.toArray(String[]::new))
                .execute();
    }

    /**
     * Makes changes of fields one by one in the tenant, until the transaction ends. Taken before any campaign is locked:
     * a Customer Profile field concerns several of them.
     */
    public void lockTenant(Handle tx, UUID tenant) {
        tx.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended('fields ' || :tenant, 0))")
                .bind("tenant", tenant.toString())
                .mapTo(Integer.class)
                .list();
    }

    /** What the name means in the tenant's customer profiles. */
    public Optional<ValueKind> profile(Handle tx, UUID tenant, String name) {
        return tx.createQuery("select * from profile_field where tenant_id = :tenant and name = :name")
                .bind("tenant", tenant)
                .bind("name", name)
                .map(FieldRepository::kind)
                .findOne();
    }

    public void saveProfile(Handle tx, UUID tenant, String name, ValueKind kind) {
        tx.createUpdate("""
                        insert into profile_field (tenant_id, name, type, allowed_values)
                        values (:tenant, :name, :type, :values)
                        on conflict (tenant_id, name) do update
                           set type = excluded.type, allowed_values = excluded.allowed_values
                        """)
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("type", wireName(kind.type()))
                .bind("values", kind.values().toArray(String[]::new))
                .execute();
    }

    /** The campaigns that have the Customer Profile field, in the order of their ids. */
    public List<UUID> campaignsWithProfile(Handle tx, UUID tenant, String name) {
        return tx.createQuery("""
                        select campaign_id from field
                         where tenant_id = :tenant and name = :name and level = 'customer'
                         order by campaign_id
                        """)
                .bind("tenant", tenant)
                .bind("name", name)
                .mapTo(UUID.class)
                .list();
    }

    /** What a removed Participant field of the campaign was, if there was one of that name. */
    public Optional<ValueKind> former(Handle tx, UUID campaignId, String name) {
        return tx.createQuery("select * from former_field where campaign_id = :campaign and name = :name")
                .bind("campaign", campaignId)
                .bind("name", name)
                .map(FieldRepository::kind)
                .findOne();
    }

    public void rememberFormer(Handle tx, UUID campaignId, DataField field) {
        tx.createUpdate("""
                        insert into former_field (campaign_id, name, type, allowed_values)
                        values (:campaign, :name, :type, :values)
                        on conflict (campaign_id, name) do update
                           set type = excluded.type, allowed_values = excluded.allowed_values
                        """)
                .bind("campaign", campaignId)
                .bind("name", field.name())
                .bind("type", wireName(field.type()))
                .bind("values", field.values().toArray(String[]::new))
                .execute();
    }

    public void forgetFormer(Handle tx, UUID campaignId, String name) {
        tx.createUpdate("delete from former_field where campaign_id = :campaign and name = :name")
                .bind("campaign", campaignId)
                .bind("name", name)
                .execute();
    }

    private static ValueKind kind(ResultSet row, StatementContext context) throws SQLException {
        return new ValueKind(
                FieldType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)), texts(row, "allowed_values"));
    }

    private static DataField field(ResultSet row, StatementContext context) throws SQLException {
        return new DataField(
                row.getString("name"),
                row.getString("title"),
                row.getString("description"),
                FieldType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                FieldLevel.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                row.getBoolean("imported"),
                row.getBoolean("required"),
                row.getBoolean("system"),
                texts(row, "allowed_values"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
