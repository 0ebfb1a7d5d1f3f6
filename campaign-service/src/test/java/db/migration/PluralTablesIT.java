package db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class PluralTablesIT {
    private static final String CAMPAIGN = "01900000-0000-7000-8000-000000000001";

    @Test
    void shouldRenameTablesOfAnInstallationInUse() throws Exception {
        EmbeddedDatabase.Address database = PostgresResource.freshDatabase();
        migrate(database, "083");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into campaign values ('" + CAMPAIGN + "', '" + CAMPAIGN
                    + "', 'Reminder', 'reminder', '', 'inactive', null, null, 0, null, false, 1, now(), now())");
            statement.execute("create table walk_of_20260630 (like walk including defaults including constraints)");
            statement.execute("alter table walk attach partition walk_of_20260630"
                    + " for values from ('2026-06-30 00:00:00+00') to ('2026-07-01 00:00:00+00')");
            statement.execute(walk("walk", "2026-06-30 12:00:00+00"));
            statement.execute(walk("walk", "2026-05-01 12:00:00+00"));

            migrate(database, "latest");

            assertThat(texts(statement, "select name from campaigns")).containsExactly("Reminder");
            assertThat(texts(statement, "select tableoid::regclass::text from walks order by 1"))
                    .containsExactly("walks_default", "walks_of_20260630");
            statement.execute(walk("walks", "2026-06-30 13:00:00+00"));
            assertThat(texts(statement, "select count(*) from walks_of_20260630"))
                    .containsExactly("2");
            assertThat(texts(statement, """
                            select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                               and relname not in ('outbox', 'outbox_setup', 'flyway_schema_history', 'walks_of_20260630')
                             order by 1
                            """))
                    .containsExactly(
                            "campaigns",
                            "communication_day_zones",
                            "communication_days",
                            "communication_figures",
                            "consumer_positions",
                            "fields",
                            "flows",
                            "former_fields",
                            "participant_figures",
                            "profile_fields",
                            "run_handovers",
                            "seen_communications",
                            "seen_participants",
                            "walk_counts",
                            "walks",
                            "walks_default");
        }
    }

    @Test
    void shouldNameConstraintsAndIndexesAfterTheirTable() throws Exception {
        EmbeddedDatabase.Address database = PostgresResource.freshDatabase();
        migrate(database, "latest");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            assertThat(texts(statement, """
                            select conrelid::regclass::text || ' ' || conname from pg_constraint
                             where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c')
                               and coninhcount = 0 and not starts_with(conname, conrelid::regclass::text || '_')
                            """)).isEmpty();
            assertThat(texts(statement, """
                            select indrelid::regclass::text || ' ' || relname from pg_index
                              join pg_class on pg_class.oid = indexrelid
                             where relnamespace = 'public'::regnamespace and not relispartition
                               and not starts_with(relname, indrelid::regclass::text || '_')
                            """)).isEmpty();
        }
    }

    private static void migrate(EmbeddedDatabase.Address database, String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/messaging", "db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static String walk(String table, String startedAt) {
        return "insert into " + table
                + " (id, tenant_id, campaign_id, participant_id, customer_id, event_type, event_id,"
                + " event_at, started_at, duration_us, outcome, steps, emitted) select id, id, id, id, id,"
                + " 'ParticipantCreated', id, now(), '" + startedAt + "', 1, 'completed', '[]', '[]'"
                + " from (select uuidv7() as id) as made";
    }

    private static List<String> texts(Statement statement, String sql) throws Exception {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
