package campaignflows.platform.testkit.good;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

final class ThingRepository {
    int write(Handle transaction) throws SQLException {
        return new Rows().write(transaction);
    }

    private static final class Rows {
        private int write(Handle transaction) throws SQLException {
            return transaction.getConnection().getHoldability() + transaction.execute("select 1");
        }
    }
}
