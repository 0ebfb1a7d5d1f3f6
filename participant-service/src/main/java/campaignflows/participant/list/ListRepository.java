package campaignflows.participant.list;

import campaignflows.participant.roster.Participant;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.participant.roster.ParticipantStatus;
import campaignflows.platform.web.request.Cursor;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads pages of the list, each from where the last one ended. */
@Singleton
class ListRepository {

    /** An item and the text of its sort key, from which the next page goes on. */
    record Row(ParticipantItem item, String sortKey) {}

    /** The rows of the page and one more. */
    List<Row> page(Handle handle, UUID tenantId, UUID campaignId, ListQuery query) {
        Conditions conditions = conditions(tenantId, campaignId, query);
        String key = query.order().key().expression();
        query.cursor().ifPresent(cursor -> conditions.after(query.order(), cursor));
        String direction = query.order().descending() ? " desc" : " asc";
        String order =
                query.order().key() == SortKey.CREATED_AT ? "p.id" + direction : key + direction + ", p.id" + direction;
        Query select = handle.createQuery("select " + ParticipantRepository.COLUMNS
                        + ", c.name, c.email, c.phone, c.external_id, cast(" + key + " as text) as sort_key"
                        + conditions.fromWhere() + " order by " + order + " limit :limit")
                .bind("limit", query.limit() + 1);
        return conditions
                .bind(select)
                .map((row, context) -> new Row(item(row), row.getString("sort_key")))
                .list();
    }

    /** How many there are, counted up to {@code bound} and one. */
    long count(Handle handle, UUID tenantId, UUID campaignId, ListQuery query, long bound) {
        Conditions conditions = conditions(tenantId, campaignId, query);
        Query select = handle.createQuery(
                        "select count(*) from (select 1" + conditions.fromWhere() + " limit :bound) as counted")
                .bind("bound", bound + 1);
        return conditions.bind(select).mapTo(Long.class).one();
    }

    private static Conditions conditions(UUID tenantId, UUID campaignId, ListQuery query) {
        Conditions conditions = new Conditions();
        conditions.add("p.campaign_id = :campaign", "campaign", campaignId);
        conditions.add("p.tenant_id = :tenant", "tenant", tenantId);
        query.name().ifPresent(text -> conditions.add("c.name ilike :name", "name", contains(text)));
        query.email()
                .ifPresent(text ->
                        conditions.add("c.email_key like :email", "email", contains(text.toLowerCase(Locale.ROOT))));
        query.phone().ifPresent(text -> conditions.phone(digits(text)));
        query.externalId().ifPresent(text -> conditions.add("c.external_id = :external_id", "external_id", text));
        query.uploadId()
                .ifPresent(upload -> conditions.add(
                        "exists (select from participant_uploads u where u.upload_id = :upload and u.participant_id = p.id)",
                        "upload",
                        upload));
        query.createdFrom().ifPresent(time -> conditions.add("p.id >= :created_from", "created_from", firstId(time)));
        query.createdTo().ifPresent(time -> conditions.add("p.id < :created_to", "created_to", firstId(time)));
        query.status().ifPresent(status -> conditions.add(condition(status)));
        return conditions;
    }

    /** The same rule as {@link Participant#status()}. */
    private static String condition(ParticipantStatus status) {
        return switch (status) {
            case PENDING -> "p.result is null and p.communications_count = 0";
            case ACTIVE -> "p.result is null and p.communications_count > 0 and p.open_communications > 0";
            case COMPLETED -> "(p.result is not null or (p.communications_count > 0 and p.open_communications = 0))";
        };
    }

    private static String contains(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** The smallest id that was made at that time: participants are created in the order of their ids. */
    private static UUID firstId(Instant time) {
        long millis = Math.clamp(time.toEpochMilli(), 0, (1L << 48) - 1);
        // What lies within a millisecond counts to the next, so that a bound excludes all that came before it.
        long whole = time.getNano() % 1_000_000 == 0 ? millis : millis + 1;
        return new UUID(whole << 16, 0);
    }

    private static ParticipantItem item(ResultSet row) throws SQLException {
        Participant participant = ParticipantRepository.participant(row);
        return new ParticipantItem(
                participant.id(),
                participant.campaignId(),
                participant.customerId(),
                participant.objectId(),
                participant.timezone(),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("external_id"),
                participant.communicationsCount(),
                participant.status(),
                participant.result(),
                participant.resultAt(),
                participant.createdAt(),
                participant.updatedAt());
    }

    /** The parts of the where clause and what is bound to them. */
    private static final class Conditions {
        private final List<String> parts = new ArrayList<>();
        private final Map<String, Object> values = new HashMap<>();

        void add(String condition) {
            parts.add(condition);
        }

        void add(String condition, String name, Object value) {
            parts.add(condition);
            values.put(name, value);
        }

        /** A filter without digits fits nobody. */
        void phone(String digits) {
            if (digits.isEmpty()) {
                add("false");
            } else {
                add("c.phone like :phone", "phone", "%" + digits + "%");
            }
        }

        void after(SortKey.Order order, Cursor cursor) {
            String comparison = order.descending() ? "<" : ">";
            UUID id = cursor.uuid(1);
            if (id == null) {
                add("false");
            } else if (order.key() == SortKey.CREATED_AT) {
                add("p.id " + comparison + " :after_id", "after_id", id);
            } else {
                @Nullable
                String key = order.key() == SortKey.COMMUNICATIONS_COUNT ? numberText(cursor) : cursor.text(0);
                values.put("after_id", id);
                add(
                        "(" + order.key().expression() + ", p.id) " + comparison + " (cast(:after_key as "
                                + order.key().type() + "), :after_id)",
                        "after_key",
                        key == null ? "" : key);
            }
        }

        private static String numberText(Cursor cursor) {
            Long number = cursor.number(0);
            return number == null ? "0" : String.valueOf(Math.clamp(number, 0, Integer.MAX_VALUE));
        }

        String fromWhere() {
            return " from participants p join customers c on c.id = p.customer_id where " + String.join(" and ", parts);
        }

        Query bind(Query query) {
            values.forEach(query::bind);
            return query;
        }
    }
}
