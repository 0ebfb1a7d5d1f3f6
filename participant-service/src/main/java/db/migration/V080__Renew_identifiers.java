package db.migration;

import campaignflows.participant.profile.ListKeys;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;

/**
 * Writes the identifiers of stored customers in the form in which they are read now: phone numbers with their plus, email
 * domains in their letters, nothing invisible around a text. Otherwise people would no longer be found by what a file says
 * of them. A form that another customer of the tenant has already is left as it is: two people are never merged silently.
 */
public class V080__Renew_identifiers extends BaseJavaMigration {
    private static final int PORTION = 2_000;

    private static final String READ = "select * from customers where id > ? order by id limit " + PORTION;

    private record Renewal(
            UUID customer,
            UUID tenant,
            Identifier identifier,
            @Nullable String value) {}

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        UUID last = new UUID(0, 0);
        for (; ; ) {
            List<Renewal> renewals = new ArrayList<>();
            UUID end = read(connection, last, renewals);
            if (end == null) {
                return;
            }
            write(connection, renewals);
            last = end;
        }
    }

    private static @Nullable UUID read(Connection connection, UUID after, List<Renewal> renewals) throws SQLException {
        UUID end = null;
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setObject(1, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    end = row.getObject("id", UUID.class);
                    for (Identifier identifier : Identifier.values()) {
                        String stored = row.getString(identifier.fieldName());
                        Optional<String> renewed = stored == null ? Optional.empty() : identifier.renewed(stored);
                        if (stored != null
                                && (needsKey(identifier, stored, row) || !renewed.equals(Optional.of(stored)))) {
                            renewals.add(new Renewal(
                                    end, row.getObject("tenant_id", UUID.class), identifier, renewed.orElse(null)));
                        }
                    }
                }
            }
        }
        return end;
    }

    /** Whether the value stays and the text by which it is found does not. */
    private static boolean needsKey(Identifier identifier, String stored, ResultSet row) throws SQLException {
        return hasKey(identifier) && !identifier.key(stored).equals(row.getString(identifier.fieldName() + "_key"));
    }

    private static boolean hasKey(Identifier identifier) {
        return identifier == Identifier.EMAIL || identifier == Identifier.TELEGRAM_USERNAME;
    }

    private static void write(Connection connection, List<Renewal> renewals) throws SQLException {
        Map<Identifier, PreparedStatement> updates = new EnumMap<>(Identifier.class);
        Map<UUID, UUID> changed = new HashMap<>();
        try {
            for (Renewal renewal : renewals) {
                Identifier identifier = renewal.identifier();
                PreparedStatement update = updates.get(identifier);
                if (update == null) {
                    update = connection.prepareStatement(sql(identifier));
                    updates.put(identifier, update);
                }
                if (bind(update, renewal).executeUpdate() == 1 && isListed(identifier)) {
                    changed.put(renewal.customer(), renewal.tenant());
                }
            }
        } finally {
            for (PreparedStatement update : updates.values()) {
                update.close();
            }
        }
        V021__Key_what_is_stored.write(connection, keyed(connection, changed));
    }

    private static boolean isListed(Identifier identifier) {
        return identifier == Identifier.EMAIL
                || identifier == Identifier.EXTERNAL_ID
                || (identifier.type() == FieldType.PHONE && identifier != Identifier.WHATSAPP_ID);
    }

    private static String sql(Identifier identifier) {
        String column = identifier.fieldName();
        String key = hasKey(identifier) ? column + "_key" : column;
        return "update customers c set " + column + " = ?" + (hasKey(identifier) ? ", " + key + " = ?" : "")
                + " where id = ? and not exists (select from customers o where o.tenant_id = c.tenant_id and o." + key
                + " = ? and o.id <> c.id)";
    }

    private static PreparedStatement bind(PreparedStatement update, Renewal renewal) throws SQLException {
        String value = renewal.value();
        String key = value == null ? null : renewal.identifier().key(value);
        int at = 1;
        update.setString(at++, value);
        if (hasKey(renewal.identifier())) {
            update.setString(at++, key);
        }
        update.setObject(at++, renewal.customer());
        update.setString(at, key);
        return update;
    }

    private static List<V021__Key_what_is_stored.Keyed> keyed(Connection connection, Map<UUID, UUID> changed)
            throws SQLException {
        List<V021__Key_what_is_stored.Keyed> keyed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, name, email, phone, external_id from customers where id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", changed.keySet().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject("id", UUID.class);
                    keyed.add(new V021__Key_what_is_stored.Keyed(
                            id,
                            Objects.requireNonNull(changed.get(id)),
                            ListKeys.of(
                                    row.getString("name"),
                                    row.getString("email"),
                                    row.getString("phone"),
                                    row.getString("external_id"))));
                }
            }
        }
        return keyed;
    }
}
