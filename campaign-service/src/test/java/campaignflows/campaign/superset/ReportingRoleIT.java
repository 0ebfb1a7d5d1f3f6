package campaignflows.campaign.superset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The role that Superset connects as reads the reporting views and nothing else. */
class ReportingRoleIT {
    private static final String DENIED = "42501";
    private static final String READ_ONLY = "25006";
    private static ReportingDatabase database;

    @BeforeAll
    static void prepare() throws Exception {
        database = ReportingDatabase.migrated();
        database.grant();
    }

    @Test
    void shouldNameTenantAndCampaignOnEveryRow() throws SQLException {
        assertThat(database.views())
                .containsExactly("campaigns", "communications_by_day", "flow_funnels", "participants_by_day");
        for (String view : database.views()) {
            assertThat(database.columns(view)).as(view).startsWith("tenant_id", "campaign_id", "campaign_name");
        }
    }

    @Test
    void shouldHoldNothingOfAPerson() throws SQLException {
        try (Connection connection = database.owner()) {
            assertThat(ReportingDatabase.texts(
                            connection,
                            "select column_name from information_schema.columns where table_schema = 'reporting'"
                                    + " and column_name ~ 'participant_id|customer|email|phone|external|object'"))
                    .isEmpty();
        }
    }

    @Test
    void shouldReadTheViewsAndHaveNoRightElsewhere() throws SQLException {
        try (Connection reporter = database.reporter()) {
            for (String view : database.views()) {
                assertThat(ReportingDatabase.texts(reporter, "select count(*) from " + view))
                        .containsExactly("0");
            }
            assertThat(ReportingDatabase.texts(reporter, """
                            select n.nspname || '.' || c.relname from pg_class c
                              join pg_namespace n on n.oid = c.relnamespace
                             where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                               and c.relkind in ('r', 'p', 'v', 'm', 'f')
                               and has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')
                             order by 1
                            """))
                    .containsExactly(
                            "reporting.campaigns",
                            "reporting.communications_by_day",
                            "reporting.flow_funnels",
                            "reporting.participants_by_day");
            assertThat(ReportingDatabase.texts(reporter, """
                            select relname from pg_class where relnamespace = 'reporting'::regnamespace
                               and has_table_privilege(oid, 'insert, update, delete, truncate, references, trigger')
                            """)).isEmpty();
            assertThat(ReportingDatabase.texts(reporter, """
                            select nspname from pg_namespace
                             where has_schema_privilege(oid, 'create') and not pg_is_other_temp_schema(oid)
                            """)).isEmpty();
            assertThat(ReportingDatabase.texts(reporter, """
                            select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls
                              from pg_roles where rolname = current_user
                            """)).containsExactly("f");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from public.campaigns",
                "select * from public.walks",
                "select * from public.seen_participants",
                "select * from public.flyway_schema_history",
                "select pg_read_file('postgresql.conf')",
                "alter role campaign_reporting superuser",
                "set role postgres"
            })
    void shouldBeDenied(String sql) throws SQLException {
        try (Connection reporter = database.reporter();
                Statement statement = reporter.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isIn(DENIED, READ_ONLY));
        }
    }

    @Test
    void shouldReadWhatLaterVersionsAdd() throws Exception {
        ReportingDatabase other = ReportingDatabase.migrated();
        other.grant();
        other.grant();
        try (Connection owner = other.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("create view reporting.later as select tenant_id, campaign_id from reporting.campaigns");
        }
        try (Connection reporter = other.reporter()) {
            assertThat(ReportingDatabase.texts(reporter, "select count(*) from later"))
                    .containsExactly("0");
        }
    }

    @Test
    void shouldBeBoundInTime() throws SQLException {
        try (Connection reporter = database.reporter()) {
            assertThat(ReportingDatabase.texts(reporter, "show statement_timeout"))
                    .containsExactly("30s");
            assertThat(ReportingDatabase.texts(reporter, "show default_transaction_read_only"))
                    .containsExactly("on");
        }
    }

    @Test
    void shouldBeDescribedColumnByColumn() throws Exception {
        String page = Files.readString(ReportingDatabase.FOLDER.resolve("README.md"));
        for (String view : database.views()) {
            assertThat(page).contains("`reporting." + view + "`");
            List<String> columns = database.columns(view);
            assertThat(page)
                    .contains(columns.stream().map(column -> "`" + column + "`").toList());
        }
    }
}
