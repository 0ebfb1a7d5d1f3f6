package db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.profile.Grams;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class KeyingIT {
    private static final String TENANT = "01900000-0000-7000-8000-000000000001";

    @Test
    void shouldKeyWhoWasStoredBefore() throws Exception {
        EmbeddedDatabase.Address database = PostgresResource.freshDatabase();
        migrate(database, "001");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into customers (id, tenant_id, external_id, email, email_key, phone, name) select"
                    + " uuidv7(), '" + TENANT + "', 'X-' || n, 'A' || n || '@Example.org', 'a' || n || '@example.org',"
                    + " '49170' || n, 'Änne ' || n from generate_series(1, 4500) n");
            statement.execute("insert into participants (id, tenant_id, campaign_id, customer_id, result, created_at,"
                    + " updated_at) select uuidv7(), tenant_id, tenant_id, id, phone = '491707' or null, now(), now()"
                    + " from customers");

            migrate(database, "021");

            assertThat(text(
                            statement,
                            "select count(*) from customers where name_key like 'anne %' and search_text <> ''"
                                    + " and cardinality(search_grams) > 10"))
                    .isEqualTo("4500");
            assertThat(text(statement, "select search_text from customers where external_id = 'X-7'"))
                    .isEqualTo("anne 7\na7@example.org\n491707\nx-7");
            assertThat(text(statement, "select search_grams from customers where external_id = 'X-7'"))
                    .isEqualTo(Grams.encode(Grams.of(UUID.fromString(TENANT), "anne 7\na7@example.org\n491707\nx-7")));
            assertThat(text(
                            statement,
                            "select concat_ws('|', name_key, email_key, phone_key, external_id_key) from"
                                    + " participants where result"))
                    .isEqualTo("anne 7|a7@example.org|491707|x-7");
            assertThat(text(
                            statement,
                            "select string_agg(distinct status || ':' || communications_count, ' ') from"
                                    + " participant_progress"))
                    .isEqualTo("0:0 2:0");
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
