package campaignflows.e2e;

import campaignflows.e2e.system.LocalSystem;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Communications whose attempt is stored and whose outcome is not: at the moment of a kill, what was on its way. */
final class OpenAttempts {
    private OpenAttempts() {}

    static Set<UUID> of(LocalSystem system) {
        String url = "jdbc:postgresql://" + system.endpoint("postgres").getAuthority() + "/communication";
        try (var connection = DriverManager.getConnection(
                        url, "communication", system.secret("database-password-communication"));
                var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select communication_id from attempts where outcome is null")) {
            Set<UUID> open = new HashSet<>();
            while (rows.next()) {
                open.add(rows.getObject(1, UUID.class));
            }
            return open;
        } catch (SQLException e) {
            throw new IllegalStateException("Could not look into the attempts", e);
        }
    }
}
