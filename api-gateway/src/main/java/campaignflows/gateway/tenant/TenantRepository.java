package campaignflows.gateway.tenant;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table of tenants. */
@Singleton
public class TenantRepository {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String COLUMNS = "select id, revision, name, timezone, date_format, region from tenant";

    /** Stores a new tenant; false if the name is taken. */
    boolean insert(Handle handle, Tenant tenant) {
        return bind(handle, """
                                insert into tenant (id, name, timezone, date_format, region)
                                values (:id, :name, :timezone, :date_format, :region)
                                on conflict do nothing
                                """, tenant).execute() == 1;
    }

    /** Stores the changed settings; false, and the transaction is lost, if the name is another tenant's. */
    boolean update(Handle handle, Tenant tenant) {
        try {
            bind(handle, """
                            update tenant set name = :name, timezone = :timezone, date_format = :date_format,
                                   region = :region, revision = :revision, updated_at = now()
                             where id = :id
                            """, tenant).bind("revision", tenant.revision()).execute();
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    Optional<Tenant> find(Handle handle, UUID id) {
        return handle.createQuery(COLUMNS + " where id = :id")
                .bind("id", id)
                .map((row, context) -> tenant(row))
                .findOne();
    }

    Optional<Tenant> lock(Handle handle, UUID id) {
        return handle.createQuery(COLUMNS + " where id = :id for update")
                .bind("id", id)
                .map((row, context) -> tenant(row))
                .findOne();
    }

    Optional<Tenant> findByName(Handle handle, String name) {
        return handle.createQuery(COLUMNS + " where lower(name) = lower(:name)")
                .bind("name", name)
                .map((row, context) -> tenant(row))
                .findOne();
    }

    /** Tenants in the order in which they were made, after the given one. */
    List<Tenant> list(Handle handle, @Nullable UUID after, int limit) {
        return handle.createQuery(COLUMNS + " where (:after::uuid is null or id > :after) order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> tenant(row))
                .list();
    }

    private static Update bind(Handle handle, String sql, Tenant tenant) {
        TenantSettings settings = tenant.settings();
        return handle.createUpdate(sql)
                .bind("id", tenant.id())
                .bind("name", settings.name())
                .bind("timezone", settings.timezone().getId())
                .bind("date_format", settings.dateFormat())
                .bind("region", settings.region());
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                row.getObject("id", UUID.class),
                row.getLong("revision"),
                new TenantSettings(
                        row.getString("name"),
                        ZoneId.of(row.getString("timezone")),
                        row.getString("date_format"),
                        row.getString("region")));
    }
}
