package campaignflows.platform.testkit.bad;

import java.sql.Connection;
import java.sql.SQLException;

final class SqlService {
    void write(Connection connection) throws SQLException {
        connection.commit();
    }
}
