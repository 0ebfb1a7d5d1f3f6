package campaignflows.campaign.superset;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A migrated database with the role of reporting-role.sql, as an operator makes it. */
final class ReportingDatabase {
    static final Path FOLDER = Path.of("../deploy/superset").toAbsolutePath().normalize();
    private static final String ROLE = "campaign_reporting";
    private static final String PASSWORD = "a password of the role";

    private final EmbeddedDatabase.Address address;

    private ReportingDatabase(EmbeddedDatabase.Address address) {
        this.address = address;
    }

    static ReportingDatabase migrated() {
        EmbeddedDatabase.Address fresh = PostgresResource.freshDatabase();
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.user(), fresh.password())
                .locations("db/messaging", "db/migration")
                .load()
                .migrate();
        return new ReportingDatabase(fresh);
    }

    /** Runs the script, and gives the role a password. */
    void grant() throws SQLException, IOException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(FOLDER.resolve("reporting-role.sql")));
            statement.execute("alter role " + ROLE + " password '" + PASSWORD + "'");
        }
    }

    Connection owner() throws SQLException {
        return address.open();
    }

    /** As Superset connects. */
    Connection reporter() throws SQLException {
        return new EmbeddedDatabase.Address(address.jdbcUrl(), ROLE, PASSWORD).open();
    }

    /** The columns of a view, in their order. */
    List<String> columns(String view) throws SQLException {
        try (Connection connection = owner()) {
            return texts(
                    connection,
                    "select column_name from information_schema.columns where table_schema = 'reporting' and table_name = '"
                            + view + "' order by ordinal_position");
        }
    }

    /** The reporting views. */
    List<String> views() throws SQLException {
        try (Connection connection = owner()) {
            return texts(
                    connection,
                    "select table_name from information_schema.tables where table_schema = 'reporting' order by 1");
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
