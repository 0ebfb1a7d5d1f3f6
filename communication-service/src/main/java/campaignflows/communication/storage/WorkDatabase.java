package campaignflows.communication.storage;

import campaignflows.platform.messaging.Database;
import campaignflows.platform.messaging.DatabaseBeans;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The database as dispatch and sessions reach it: a pool apart from the one that people's requests use. */
@Singleton
public class WorkDatabase {
    private final Database database;

    @Inject
    WorkDatabase(@DataSource("work") AgroalDataSource pool) {
        this(new Database(DatabaseBeans.jdbiOver(pool)));
    }

    public WorkDatabase(Database database) {
        this.database = database;
    }

    public Database database() {
        return database;
    }
}
