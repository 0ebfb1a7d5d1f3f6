package db.migration;

import java.sql.SQLException;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Numbers that were stored as they are dialled, with 00, get the plus that they are read with now; see V080. */
public class V081__Renew_dialled_numbers extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws SQLException {
        new V080__Renew_identifiers().migrate(context);
    }
}
