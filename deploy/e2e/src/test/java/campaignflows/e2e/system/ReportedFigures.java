package campaignflows.e2e.system;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The reporting views of a running system, read as a reporting tool reads them. */
public record ReportedFigures(LocalSystem system, UUID campaign) {

    /** The sum of a column for each value of another. */
    public Map<String, Long> sums(String view, String by, String column) {
        URI postgres = system.endpoint("postgres");
        Map<String, Long> sums = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + postgres.getAuthority() + "/campaign",
                        "campaign",
                        system.secret("database-password-campaign"));
                var statement = connection.prepareStatement(
                        "select %s::text, sum(%s) from reporting.%s where campaign_id = ? group by 1"
                                .formatted(by, column, view))) {
            statement.setObject(1, campaign);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(rows.getString(1), rows.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not read the view " + view, e);
        }
        return sums;
    }
}
