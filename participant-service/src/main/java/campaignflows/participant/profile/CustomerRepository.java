package campaignflows.participant.profile;

import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.StatementException;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
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
import org.jspecify.annotations.Nullable;

/**
 * Customers in the database. Every method is one statement, whatever the size of the batch (an update is two if an
 * identifier moves from one customer to another). Rows are locked in the order of their ids, before any participant's.
 */
@Singleton
public class CustomerRepository {
    /** All columns of a customer, to be selected from an alias {@code c}; prefixed, so that they can be combined with others. */
    public static final String COLUMNS = """
            c.id as c_id, c.tenant_id as c_tenant_id, c.external_id as c_external_id, c.email as c_email,
            c.phone as c_phone, c.whatsapp_id as c_whatsapp_id, c.telegram_id as c_telegram_id,
            c.telegram_username as c_telegram_username, c.web_id as c_web_id, c.name as c_name,
            c.attributes::text as c_attributes
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * One row for each draft. In the select list rather than in the from clause: there PostgreSQL would first materialize each of
     * the arrays, which made inserts more expensive than COPY; in the select list they are not.
     */
    private static final String ARRAYS = """
            (select unnest(:ids::uuid[]) as id, unnest(:external_id::text[]) as external_id, unnest(:email::text[]) as email,
                    unnest(:email_key::text[]) as email_key, unnest(:phone::text[]) as phone,
                    unnest(:whatsapp_id::text[]) as whatsapp_id, unnest(:telegram_id::text[]) as telegram_id,
                    unnest(:telegram_username::text[]) as telegram_username,
                    unnest(:telegram_username_key::text[]) as telegram_username_key, unnest(:web_id::text[]) as web_id,
                    unnest(:name::text[]) as name, unnest(:attributes::text[]) as attributes,
                    unnest(:name_key::text[]) as name_key, unnest(:search_text::text[]) as search_text,
                    unnest(:first_gram::integer[]) as first_gram, unnest(:last_gram::integer[]) as last_gram,
                    unnest(:tenants::uuid[]) as tenant_id) as u
            """;

    /** The trigrams of one row, from one array with those of all rows. */
    private static final String GRAMS = "(:grams::integer[])[u.first_gram : u.last_gram]";

    /**
     * The tenant's customers that have one of these keys, locked.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows; some of them may be locked then
     */
    public List<Customer> lockByKeys(Tx tx, UUID tenantId, Map<Identifier, Set<String>> keys, ReadBound bound) {
        return byKeys(tx, Set.of(tenantId), keys, " order by c.id for no key update", bound);
    }

    /** The customers of any of the tenants that have one of these keys. */
    public List<Customer> findByKeys(Tx tx, Set<UUID> tenantIds, Map<Identifier, Set<String>> keys) {
        return byKeys(tx, tenantIds, keys, "", ReadBound.none());
    }

    /**
     * The tenant's customers that have one of these keys, as they are now.
     *
     * @throws ReadBound.Exceeded if they are more than the bound allows
     */
    public List<Customer> findByKeys(Tx tx, UUID tenantId, Map<Identifier, Set<String>> keys, ReadBound bound) {
        return byKeys(tx, Set.of(tenantId), keys, "", bound);
    }

    private static List<Customer> byKeys(
            Tx tx, Set<UUID> tenantIds, Map<Identifier, Set<String>> keys, String suffix, ReadBound bound) {
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
        Query query = tx.query("select " + COLUMNS + " from customers c where c.id in ("
                        + String.join(" union all ", parts) + ")" + suffix)
                .bind("tenants", tenantIds.toArray(UUID[]::new));
        keys.forEach((identifier, texts) -> {
            if (!texts.isEmpty()) {
                query.bind(keyColumn(identifier), texts.toArray(String[]::new));
            }
        });
        return BoundedReadRepository.read(query, bound, row -> {
            bound.pass(row.text("c_attributes"));
            return customer(row);
        });
    }

    /** These customers, locked. */
    public List<Customer> lockByIds(Tx tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.query("select " + COLUMNS
                        + " from customers c where c.id = any (:ids) order by c.id for no key update")
                .bind("ids", ids.toArray(UUID[]::new))
                .list(row -> customer(row));
    }

    /** Writes new and changed customers. A unique violation means that another transaction was faster. */
    public void write(Tx tx, Collection<UnsavedCustomer> drafts, Instant now) {
        List<UnsavedCustomer> changed = drafts.stream()
                .filter(draft -> !draft.isNew() && draft.isChanged())
                .toList();
        List<UnsavedCustomer> added =
                drafts.stream().filter(UnsavedCustomer::isNew).toList();
        if (!changed.isEmpty()) {
            release(tx, changed);
            update(tx, changed, now);
            ListKeyRepository.follow(tx, changed);
            FormerIdentifierRepository.add(tx, changed, now);
        }
        if (!added.isEmpty()) {
            insert(tx, added, now);
        }
    }

    private static void insert(Tx tx, List<UnsavedCustomer> drafts, Instant now) {
        // Batches that contain the same new people in a different order wait for each other instead of deadlocking.
        List<UnsavedCustomer> ordered = drafts.stream()
                .sorted(java.util.Comparator.comparing(CustomerRepository::firstKey))
                .toList();
        bindAll(tx.query("""
                        insert into customers (id, tenant_id, external_id, email, email_key, phone, whatsapp_id, telegram_id,
                                               telegram_username, telegram_username_key, web_id, name, attributes, name_key,
                                               search_text, search_grams, created_at, updated_at)
                        select u.id, u.tenant_id, u.external_id, u.email, u.email_key, u.phone, u.whatsapp_id, u.telegram_id,
                               u.telegram_username, u.telegram_username_key, u.web_id, u.name, cast(u.attributes as jsonb),
                               u.name_key, u.search_text, %s, :now, :now
                          from """.formatted(GRAMS) + " " + ARRAYS), ordered)
                .bind("now", now)
                .send();
    }

    private static String firstKey(UnsavedCustomer draft) {
        for (Identifier identifier : Identifier.values()) {
            String key = draft.key(identifier);
            if (key != null) {
                return identifier.ordinal() + key;
            }
        }
        return draft.id().toString();
    }

    private static void update(Tx tx, List<UnsavedCustomer> drafts, Instant now) {
        bindAll(tx.query("""
                                update customers c
                                   set external_id = u.external_id, email = u.email, email_key = u.email_key,
                                       phone = u.phone, whatsapp_id = u.whatsapp_id, telegram_id = u.telegram_id,
                                       telegram_username = u.telegram_username,
                                       telegram_username_key = u.telegram_username_key, web_id = u.web_id,
                                       name = u.name, attributes = cast(u.attributes as jsonb), name_key = u.name_key,
                                       search_text = u.search_text,
                                       search_grams = %s, updated_at = :now
                                  from """.formatted(GRAMS) + " " + ARRAYS + " where c.id = u.id"), drafts)
                .bind("now", now)
                .send();
    }

    /**
     * Frees the keys that move from one of these customers to another: unique indexes check each row on its own, so the former
     * owner must have released a key before the new one takes it.
     */
    private static void release(Tx tx, List<UnsavedCustomer> drafts) {
        EnumSet<Identifier> moving = EnumSet.noneOf(Identifier.class);
        for (Identifier identifier : Identifier.values()) {
            Set<String> freed = new HashSet<>();
            for (UnsavedCustomer draft : drafts) {
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
        tx.query("update customers set " + String.join(", ", sets) + " where id = any (:ids)")
                .bind("ids", drafts.stream().map(UnsavedCustomer::id).toArray(UUID[]::new))
                .send();
    }

    private static Query bindAll(Query statement, List<UnsavedCustomer> drafts) {
        for (Identifier identifier : Identifier.values()) {
            statement.bind(identifier.fieldName(), texts(drafts, draft -> draft.identifier(identifier)));
        }
        List<ListKeys> keys = drafts.stream().map(UnsavedCustomer::listKeys).toList();
        bindGrams(statement, drafts, keys);
        return statement
                .bind("name_key", keys.stream().map(ListKeys::name).toArray(String[]::new))
                .bind("search_text", keys.stream().map(ListKeys::searchText).toArray(String[]::new))
                .bind("ids", drafts.stream().map(UnsavedCustomer::id).toArray(UUID[]::new))
                .bind("tenants", drafts.stream().map(UnsavedCustomer::tenantId).toArray(UUID[]::new))
                .bind("email_key", texts(drafts, draft -> draft.key(Identifier.EMAIL)))
                .bind("telegram_username_key", texts(drafts, draft -> draft.key(Identifier.TELEGRAM_USERNAME)))
                .bind("name", texts(drafts, UnsavedCustomer::name))
                .bind("attributes", texts(drafts, draft -> StoredTexts.encode(draft.attributes())));
    }

    /** An array of arrays would have to be rectangular. */
    private static void bindGrams(Query statement, List<UnsavedCustomer> drafts, List<ListKeys> keys) {
        List<Integer> grams = new ArrayList<>();
        Integer[] first = new Integer[drafts.size()];
        Integer[] last = new Integer[drafts.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = grams.size() + 1;
            for (int gram : Grams.of(drafts.get(i).tenantId(), keys.get(i).searchText())) {
                grams.add(gram);
            }
            last[i] = grams.size();
        }
        statement
                .bind("grams", grams.toArray(Integer[]::new))
                .bind("first_gram", first)
                .bind("last_gram", last);
    }

    private static @Nullable String[] texts(
            List<UnsavedCustomer> drafts, Function<UnsavedCustomer, @Nullable String> column) {
        @Nullable String[] texts = new String[drafts.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(drafts.get(i));
        }
        return texts;
    }

    public static Customer customer(Row row) {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        for (Identifier identifier : Identifier.values()) {
            String value = row.orNull("c_" + identifier.fieldName(), Row::text);
            if (value != null) {
                identifiers.put(identifier, value);
            }
        }
        return new Customer(
                row.uuid("c_id"),
                row.uuid("c_tenant_id"),
                identifiers,
                row.orNull("c_name", Row::text),
                StoredTexts.decode(row.text("c_attributes")));
    }

    /** Whether another transaction was faster to take an identifier or to enroll a participant. */
    public static boolean isUniqueViolation(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatementException refused && UNIQUE_VIOLATION.equals(refused.sqlState())) {
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
