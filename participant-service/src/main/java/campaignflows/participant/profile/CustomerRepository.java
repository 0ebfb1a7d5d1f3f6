package campaignflows.participant.profile;

import campaignflows.participant.copy.CopyRepository;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Customers in the database. Every method is one statement, whatever the size of the batch (an update is two when an
 * identifier goes from one customer to another). Rows are locked in the order of their ids, before any participant's.
 */
@Singleton
public class CustomerRepository {
    /** Rows that the driver holds at a time inside a transaction. */
    private static final int FETCH_SIZE = 1_000;

    /** All columns of a customer, to be selected from an alias {@code c}; prefixed, so that others can stand beside. */
    public static final String COLUMNS = """
            c.id as c_id, c.tenant_id as c_tenant_id, c.external_id as c_external_id, c.email as c_email,
            c.phone as c_phone, c.whatsapp_id as c_whatsapp_id, c.telegram_id as c_telegram_id,
            c.telegram_username as c_telegram_username, c.web_id as c_web_id, c.name as c_name,
            c.attributes as c_attributes
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    private static final List<String> INSERTED = List.of(
            "id",
            "tenant_id",
            "external_id",
            "email",
            "email_key",
            "phone",
            "whatsapp_id",
            "telegram_id",
            "telegram_username",
            "telegram_username_key",
            "web_id",
            "name",
            "attributes",
            "name_key",
            "search_text",
            "search_grams",
            "created_at",
            "updated_at");

    private static final String ARRAYS = """
            unnest(:ids, :external_id, :email, :email_key, :phone, :whatsapp_id, :telegram_id, :telegram_username,
                   :telegram_username_key, :web_id, :name, :attributes, :name_key, :search_text, :search_grams)
               as u (id, external_id, email, email_key, phone, whatsapp_id, telegram_id, telegram_username,
                   telegram_username_key, web_id, name, attributes, name_key, search_text, search_grams)
            """;

    /**
     * The tenant's customers that have one of these keys, locked.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows; some of them may be locked then
     */
    public List<Customer> lockByKeys(
            Handle transaction, UUID tenantId, Map<Identifier, Set<String>> keys, ReadBound bound) {
        return byKeys(transaction, Set.of(tenantId), keys, " order by c.id for no key update", bound);
    }

    /** The customers of any of the tenants that have one of these keys. */
    public List<Customer> findByKeys(Handle handle, Set<UUID> tenantIds, Map<Identifier, Set<String>> keys) {
        return byKeys(handle, tenantIds, keys, "", ReadBound.none());
    }

    /**
     * The tenant's customers that have one of these keys, as they are now.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows
     */
    public List<Customer> findByKeys(Handle handle, UUID tenantId, Map<Identifier, Set<String>> keys, ReadBound bound) {
        return byKeys(handle, Set.of(tenantId), keys, "", bound);
    }

    private static List<Customer> byKeys(
            Handle handle, Set<UUID> tenantIds, Map<Identifier, Set<String>> keys, String suffix, ReadBound bound) {
        List<String> parts = new ArrayList<>();
        keys.forEach((identifier, texts) -> {
            if (!texts.isEmpty()) {
                String column = keyColumn(identifier);
                parts.add("select id from customers where tenant_id = any (:tenants) and " + column
                        + " is not null and " + column + " = any (:" + column + ")");
            }
        });
        if (parts.isEmpty()) {
            return List.of();
        }
        Query query = handle.createQuery("select " + COLUMNS + " from customers c where c.id in ("
                        + String.join(" union all ", parts) + ")" + suffix)
                .bind("tenants", tenantIds.toArray(UUID[]::new));
        keys.forEach((identifier, texts) -> {
            if (!texts.isEmpty()) {
                query.bind(keyColumn(identifier), texts.toArray(String[]::new));
            }
        });
        return query.setFetchSize(FETCH_SIZE)
                .map((row, context) -> {
                    bound.pass(row.getString("c_attributes"));
                    return customer(row);
                })
                .list();
    }

    /** These customers, locked. */
    public List<Customer> lockByIds(Handle transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return transaction
                .createQuery("select " + COLUMNS
                        + " from customers c where c.id = any (:ids) order by c.id for no key update")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> customer(row))
                .list();
    }

    /** Writes new and changed customers. Unique violations mean that another transaction was faster. */
    public void write(Handle transaction, Collection<CustomerDraft> drafts, Instant now) {
        List<CustomerDraft> changed = drafts.stream()
                .filter(draft -> !draft.isNew() && draft.isChanged())
                .toList();
        List<CustomerDraft> added = drafts.stream().filter(CustomerDraft::isNew).toList();
        if (!changed.isEmpty()) {
            release(transaction, changed);
            update(transaction, changed, now);
            ListKeyRepository.follow(transaction, changed);
        }
        if (!added.isEmpty()) {
            insert(transaction, added, now);
        }
    }

    private static void insert(Handle transaction, List<CustomerDraft> drafts, Instant now) {
        // Batches that bring the same new people in another order wait for each other instead of blocking each other.
        List<CustomerDraft> ordered = drafts.stream()
                .sorted(java.util.Comparator.comparing(CustomerRepository::firstKey))
                .toList();
        CopyRepository.add(
                transaction,
                "customers",
                INSERTED,
                ordered,
                (row, draft) -> row.uuid(draft.id())
                        .uuid(draft.tenantId())
                        .text(draft.identifier(Identifier.EXTERNAL_ID))
                        .text(draft.identifier(Identifier.EMAIL))
                        .text(draft.key(Identifier.EMAIL))
                        .text(draft.identifier(Identifier.PHONE))
                        .text(draft.identifier(Identifier.WHATSAPP_ID))
                        .text(draft.identifier(Identifier.TELEGRAM_ID))
                        .text(draft.identifier(Identifier.TELEGRAM_USERNAME))
                        .text(draft.key(Identifier.TELEGRAM_USERNAME))
                        .text(draft.identifier(Identifier.WEB_ID))
                        .text(draft.name())
                        .json(StoredTexts.encode(draft.attributes()))
                        .text(draft.listKeys().name())
                        .text(draft.listKeys().searchText())
                        .integers(Grams.of(draft.tenantId(), draft.listKeys().searchText()))
                        .instant(now)
                        .instant(now));
    }

    private static String firstKey(CustomerDraft draft) {
        for (Identifier identifier : Identifier.values()) {
            String key = draft.key(identifier);
            if (key != null) {
                return identifier.ordinal() + key;
            }
        }
        return draft.id().toString();
    }

    private static void update(Handle transaction, List<CustomerDraft> drafts, Instant now) {
        bindAll(transaction.createUpdate("""
                                update customers c
                                   set external_id = u.external_id, email = u.email, email_key = u.email_key,
                                       phone = u.phone, whatsapp_id = u.whatsapp_id, telegram_id = u.telegram_id,
                                       telegram_username = u.telegram_username,
                                       telegram_username_key = u.telegram_username_key, web_id = u.web_id,
                                       name = u.name, attributes = cast(u.attributes as jsonb), name_key = u.name_key,
                                       search_text = u.search_text,
                                       search_grams = cast(u.search_grams as integer[]), updated_at = :now
                                  from """ + " " + ARRAYS + " where c.id = u.id"), drafts)
                .bind("now", now)
                .execute();
    }

    /**
     * Frees the keys that go from one of these customers to another: unique indexes look at each row on its own, so the
     * former owner must have let go before the new one takes.
     */
    private static void release(Handle transaction, List<CustomerDraft> drafts) {
        EnumSet<Identifier> moving = EnumSet.noneOf(Identifier.class);
        for (Identifier identifier : Identifier.values()) {
            Set<String> freed = new HashSet<>();
            for (CustomerDraft draft : drafts) {
                String stored = draft.storedKey(identifier);
                if (stored != null && !stored.equals(draft.key(identifier))) {
                    freed.add(stored);
                }
            }
            if (!freed.isEmpty() && drafts.stream().anyMatch(draft -> freed.contains(draft.key(identifier)))) {
                moving.add(identifier);
            }
        }
        if (moving.isEmpty()) {
            return;
        }
        List<String> sets = new ArrayList<>();
        for (Identifier identifier : moving) {
            sets.add(identifier.fieldName() + " = null");
            if (!keyColumn(identifier).equals(identifier.fieldName())) {
                sets.add(keyColumn(identifier) + " = null");
            }
        }
        transaction
                .createUpdate("update customers set " + String.join(", ", sets) + " where id = any (:ids)")
                .bind("ids", drafts.stream().map(CustomerDraft::id).toArray(UUID[]::new))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindAll(S statement, List<CustomerDraft> drafts) {
        for (Identifier identifier : Identifier.values()) {
            statement.bind(identifier.fieldName(), texts(drafts, draft -> draft.identifier(identifier)));
        }
        List<ListKeys> keys = drafts.stream().map(CustomerDraft::listKeys).toList();
        return statement
                .bind("name_key", keys.stream().map(ListKeys::name).toArray(String[]::new))
                .bind("search_text", keys.stream().map(ListKeys::searchText).toArray(String[]::new))
                .bind(
                        "search_grams",
                        texts(
                                drafts,
                                draft -> Grams.encode(Grams.of(
                                        draft.tenantId(), draft.listKeys().searchText()))))
                .bind("ids", drafts.stream().map(CustomerDraft::id).toArray(UUID[]::new))
                .bind("email_key", texts(drafts, draft -> draft.key(Identifier.EMAIL)))
                .bind("telegram_username_key", texts(drafts, draft -> draft.key(Identifier.TELEGRAM_USERNAME)))
                .bind("name", texts(drafts, CustomerDraft::name))
                .bind("attributes", texts(drafts, draft -> StoredTexts.encode(draft.attributes())));
    }

    private static @Nullable String[] texts(
            List<CustomerDraft> drafts, Function<CustomerDraft, @Nullable String> column) {
        @Nullable String[] texts = new String[drafts.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(drafts.get(i));
        }
        return texts;
    }

    public static Customer customer(ResultSet row) throws SQLException {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        for (Identifier identifier : Identifier.values()) {
            String value = row.getString("c_" + identifier.fieldName());
            if (value != null) {
                identifiers.put(identifier, value);
            }
        }
        return new Customer(
                row.getObject("c_id", UUID.class),
                row.getObject("c_tenant_id", UUID.class),
                identifiers,
                row.getString("c_name"),
                StoredTexts.decode(row.getString("c_attributes")));
    }

    /** Whether somebody else was faster to take an identifier or to enroll a participant. */
    public static boolean isUniqueViolation(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** The column that holds the key of an identifier. */
    public static String keyColumn(Identifier identifier) {
        return switch (identifier) {
            case EMAIL -> "email_key";
            case TELEGRAM_USERNAME -> "telegram_username_key";
            case EXTERNAL_ID, PHONE, WHATSAPP_ID, TELEGRAM_ID, WEB_ID -> identifier.fieldName();
        };
    }
}
