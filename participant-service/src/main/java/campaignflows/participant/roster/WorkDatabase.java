package campaignflows.participant.roster;

import campaignflows.platform.messaging.Database;
import campaignflows.platform.messaging.DatabaseBeans;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;

/**
 * The database as imports, walks and runs reach it: a pool apart from the one that people's requests use, so that neither a
 * big file nor a long list holds up the other.
 */
@Singleton
public class WorkDatabase {
    private final Database database;

    WorkDatabase(@DataSource("work") AgroalDataSource pool) {
        this.database = new Database(DatabaseBeans.jdbiOver(pool));
    }

    public Database database() {
        return database;
    }
}
