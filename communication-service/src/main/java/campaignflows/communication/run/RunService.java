package campaignflows.communication.run;

import campaignflows.communication.dispatch.DispatchBell;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Stores Starts and Stops durably; Planned communications of a run that began may be due at once. */
@Singleton
public final class RunService {
    private final RunRepository runs = new RunRepository();
    private final Database database;
    private final DispatchBell bell;
    private final Clock clock;

    public RunService(Database database, DispatchBell bell, Clock clock) {
        this.database = database;
        this.bell = bell;
        this.clock = clock;
    }

    public void store(RunState state) {
        database.useTransaction(tx -> runs.store(tx, List.of(state), clock.instant()));
        bell.ring();
    }
}
