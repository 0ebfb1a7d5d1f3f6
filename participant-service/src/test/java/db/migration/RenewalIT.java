package db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who was stored by an earlier version is found by what is read now. */
class RenewalIT {
    private static final UUID TENANT = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private static void store(
            Connection connection,
            String externalId,
            @Nullable String email,
            @Nullable String emailKey,
            @Nullable String phone,
            @Nullable String whatsappId)
            throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("with c as (insert into customers (id, tenant_id,"
                + " external_id, email, email_key, phone, whatsapp_id) values (uuidv7(), ?, ?, ?, ?, ?, ?) returning id)"
                + " insert into participants (id, tenant_id, campaign_id, customer_id, created_at, updated_at)"
                + " select uuidv7(), ?, uuidv7(), id, now(), now() from c")) {
            insert.setObject(1, TENANT);
            insert.setString(2, externalId);
            insert.setString(3, email);
            insert.setString(4, emailKey);
            insert.setString(5, phone);
            insert.setString(6, whatsappId);
            insert.setObject(7, TENANT);
            insert.execute();
        }
    }

    @Test
    void shouldRenewIdentifiersAndMergeNobody() throws Exception {
        EmbeddedDatabase.Address database = PostgresResource.freshDatabase();
        migrate(database, "070");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            store(connection, "1", "Ann@München.example", "ann@münchen.example", "491701234567", "491701234567");
            store(connection, "2", "bob@xn--mnchen-3ya.example", "bob@xn--mnchen-3ya.example", "01701234567", null);
            store(connection, "3", "ann@xn--mnchen-3ya.example", "ann@xn--mnchen-3ya.example", null, null);
            store(connection, "\u00A0", null, null, "15551234567", null);
            store(connection, "5\u00A0", null, null, null, null);
            store(connection, "5", null, null, null, null);
            store(connection, "6.0", "plain@example.org", "plain@example.org", null, null);

            migrate(database, "080");

            assertThat(text(
                            statement,
                            "select string_agg(concat_ws('|', external_id, email, email_key, phone, whatsapp_id), E'\\n'"
                                    + " order by id) from customers"))
                    .isEqualTo("""
                            1|Ann@münchen.example|ann@münchen.example|+491701234567|+491701234567
                            2|bob@münchen.example|bob@münchen.example|01701234567
                            3|ann@xn--mnchen-3ya.example|ann@xn--mnchen-3ya.example
                            +15551234567
                            5\u00A0
                            5
                            6|plain@example.org|plain@example.org""");
            assertThat(text(
                            statement,
                            "select string_agg(concat_ws('|', email_key, phone_key, external_id_key), E'\\n' order by"
                                    + " customer_id) from participants where phone_key <> '' or external_id_key = '6'"))
                    .isEqualTo("""
                            ann@munchen.example|+491701234567|1
                            bob@munchen.example|01701234567|2
                            |+15551234567|
                            plain@example.org||6""");
            assertThat(text(statement, "select search_text from customers where external_id = '1'"))
                    .isEqualTo("\nann@munchen.example\n+491701234567\n1");
        }
    }

    private static void migrate(EmbeddedDatabase.Address database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static String text(Statement statement, String sql) throws Exception {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
