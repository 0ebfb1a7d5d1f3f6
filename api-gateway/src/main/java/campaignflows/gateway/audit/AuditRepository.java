package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the lines of the audit log, to which may be added, and of which those that are old enough may be deleted. */
@Singleton
class AuditRepository {

    /** Adds those that are not there yet. */
    void add(Tx tx, List<AuditEntry> lines) {
        tx.query("""
                        insert into audit_events (id, tenant_id, at, source, actor_kind, actor_id, address, request_id,
                                                  action, object_type, object_id, campaign_id, outcome, reason, before, after)
                        select id, tenant_id, at, source, actor_kind, actor_id, address, request_id,
                               action, object_type, object_id, campaign_id, outcome, reason, before::jsonb, after::jsonb
                          from unnest(:ids::uuid[], :tenants::uuid[], :ats::timestamptz[], :sources::text[],
                                      :kinds::text[], :actors::text[], :addresses::text[], :requests::text[],
                                      :actions::text[], :types::text[], :objects::text[], :campaigns::uuid[],
                                      :outcomes::text[], :reasons::text[], :befores::text[], :afters::text[])
                               as line (id, tenant_id, at, source, actor_kind, actor_id, address, request_id,
                                        action, object_type, object_id, campaign_id, outcome, reason, before, after)
                            on conflict (id) do nothing
                        """)
                .bind("ids", column(lines, AuditEntry::id, UUID[]::new))
                .bind("tenants", column(lines, AuditEntry::tenant, UUID[]::new))
                .bind("ats", column(lines, AuditEntry::at, Instant[]::new))
                .bind("sources", column(lines, AuditEntry::source, String[]::new))
                .bind("kinds", of(lines, line -> line.actor().kind(), ActorKind[]::new))
                .bind("actors", of(lines, line -> line.actor().id(), String[]::new))
                .bind("addresses", of(lines, line -> line.actor().address(), String[]::new))
                .bind("requests", of(lines, line -> line.actor().requestId(), String[]::new))
                .bind("actions", of(lines, AuditRecorded::action, String[]::new))
                .bind("types", of(lines, AuditRecorded::objectType, String[]::new))
                .bind("objects", of(lines, AuditRecorded::objectId, String[]::new))
                .bind("campaigns", of(lines, AuditRecorded::campaignId, UUID[]::new))
                .bind("outcomes", of(lines, AuditRecorded::outcome, AuditOutcome[]::new))
                .bind("reasons", of(lines, AuditRecorded::reason, String[]::new))
                .bind("befores", of(lines, line -> text(line.before()), String[]::new))
                .bind("afters", of(lines, line -> text(line.after()), String[]::new))
                .execute();
    }

    /** The lines that are wanted, at most so many. */
    List<AuditEntry> page(Tx tx, AuditQuery wanted, int limit) {
        Query query = tx.query("""
                select id, tenant_id, at, source, actor_kind, actor_id, address, request_id,
                       action, object_type, object_id, campaign_id, outcome, reason, before::text, after::text
                  from audit_events
                 where tenant_id = :tenant
                """ + conditions(wanted) + " order by at desc, id desc limit :limit");
        query.bind("tenant", wanted.tenant()).bind("limit", limit);
        wanted.actor().ifPresent(value -> query.bind("actor", value));
        wanted.action().ifPresent(value -> query.bind("action", value));
        wanted.objectType().ifPresent(value -> query.bind("type", value));
        wanted.objectId().ifPresent(value -> query.bind("object", value));
        wanted.campaign().ifPresent(value -> query.bind("campaign", value));
        wanted.outcome().ifPresent(value -> query.bind("outcome", value));
        wanted.from().ifPresent(value -> query.bind("from", value));
        wanted.to().ifPresent(value -> query.bind("to", value));
        wanted.before()
                .ifPresent(position -> query.bind("last_at", position.at()).bind("last_id", position.id()));
        return query.list(AuditRepository::read);
    }

    private static String conditions(AuditQuery wanted) {
        StringBuilder sql = new StringBuilder();
        wanted.actor().ifPresent(value -> sql.append(" and actor_id = :actor"));
        wanted.action().ifPresent(value -> sql.append(" and action = :action"));
        wanted.objectType().ifPresent(value -> sql.append(" and object_type = :type"));
        wanted.objectId().ifPresent(value -> sql.append(" and object_id = :object"));
        wanted.campaign().ifPresent(value -> sql.append(" and campaign_id = :campaign"));
        wanted.outcome().ifPresent(value -> sql.append(" and outcome = :outcome"));
        wanted.from().ifPresent(value -> sql.append(" and at >= :from"));
        wanted.to().ifPresent(value -> sql.append(" and at < :to"));
        wanted.before().ifPresent(value -> sql.append(" and (at, id) < (:last_at, :last_id)"));
        return sql.toString();
    }

    /** What people call the API keys among the actors, revoked ones too, and the users. */
    Map<String, String> names(Tx tx, UUID tenant, Set<String> actors) {
        return tx
                .query("""
                        select id::text as id, name from api_keys where tenant_id = :tenant and id::text = any(:ids)
                        union all
                        select id::text, name from users where tenant_id = :tenant and id::text = any(:ids)
                        """)
                .bind("tenant", tenant)
                .bind("ids", actors.toArray(String[]::new))
                .list(row -> Map.entry(row.text("id"), row.text("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Deletes at most so many of those whose tenant keeps them no longer; how many there were. */
    int deleteExpired(Tx tx, int most) {
        return tx.query("select delete_expired_audit_events(:most::integer) as deleted")
                .bind("most", most)
                .one(row -> row.integer("deleted"))
                .orElse(0);
    }

    private static AuditEntry read(Row row) {
        Actor actor = new Actor(
                row.constant("actor_kind", ActorKind.class),
                row.text("actor_id"),
                null,
                row.orNull("address", Row::text),
                row.orNull("request_id", Row::text));
        AuditRecorded event = new AuditRecorded(
                actor,
                row.text("action"),
                row.text("object_type"),
                row.text("object_id"),
                row.orNull("campaign_id", Row::uuid),
                row.constant("outcome", AuditOutcome.class),
                row.orNull("reason", Row::text),
                row.orNull("before", (from, column) -> from.json(column, JsonNode.class)),
                row.orNull("after", (from, column) -> from.json(column, JsonNode.class)));
        return new AuditEntry(row.uuid("id"), row.uuid("tenant_id"), row.instant("at"), row.text("source"), event);
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null ? null : json.toString();
    }

    private static <T extends @Nullable Object> T[] of(
            List<AuditEntry> lines, Function<AuditRecorded, T> value, IntFunction<T[]> array) {
        return column(lines, line -> value.apply(line.event()), array);
    }

    private static <T extends @Nullable Object> T[] column(
            List<AuditEntry> lines, Function<AuditEntry, T> value, IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }
}
