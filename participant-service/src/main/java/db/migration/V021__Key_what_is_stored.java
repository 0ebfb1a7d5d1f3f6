package db.migration;

import campaignflows.participant.profile.Grams;
import campaignflows.participant.profile.ListKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Gives customers and participants that were stored before V020 their keys, as the repositories would: by folding, which no
 * database does. Portion by portion, so that memory does not grow with the table.
 */
public class V021__Key_what_is_stored extends BaseJavaMigration {
    private static final int PORTION = 2_000;

    private static final String READ = """
            select id, tenant_id, name, email, phone, external_id from customers
             where search_text = '' and id > ? order by id limit\s""" + PORTION;

    private static final String KEY_CUSTOMERS =
            "update customers set name_key = ?, search_text = ?, search_grams = cast(? as integer[]) where id = ?";

    private static final String KEY_PARTICIPANTS =
            "update participants set name_key = ?, email_key = ?, phone_key = ?, external_id_key = ? where customer_id = ?";

    record Keyed(UUID id, UUID tenantId, ListKeys keys) {}

    @Override
    public void migrate(Context context) throws SQLException {
        UUID last = new UUID(0, 0);
        List<Keyed> portion = read(context.getConnection(), last);
        while (!portion.isEmpty()) {
            write(context.getConnection(), portion);
            last = portion.getLast().id();
            portion = read(context.getConnection(), last);
        }
    }

    private static List<Keyed> read(Connection connection, UUID after) throws SQLException {
        List<Keyed> portion = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setObject(1, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ListKeys keys = ListKeys.of(
                            row.getString("name"),
                            row.getString("email"),
                            row.getString("phone"),
                            row.getString("external_id"));
                    portion.add(
                            new Keyed(row.getObject("id", UUID.class), row.getObject("tenant_id", UUID.class), keys));
                }
            }
        }
        return portion;
    }

    static void write(Connection connection, List<Keyed> portion) throws SQLException {
        try (PreparedStatement customers = connection.prepareStatement(KEY_CUSTOMERS);
                PreparedStatement participants = connection.prepareStatement(KEY_PARTICIPANTS)) {
            for (Keyed keyed : portion) {
                String searchText = keyed.keys().searchText();
                customers.setString(1, keyed.keys().name());
                customers.setString(2, searchText);
                customers.setString(3, Grams.encode(Grams.of(keyed.tenantId(), searchText)));
                customers.setObject(4, keyed.id());
                customers.addBatch();
                participants.setString(1, keyed.keys().name());
                participants.setString(2, keyed.keys().email());
                participants.setString(3, keyed.keys().phone());
                participants.setString(4, keyed.keys().externalId());
                participants.setObject(5, keyed.id());
                participants.addBatch();
            }
            customers.executeBatch();
            participants.executeBatch();
        }
    }
}
