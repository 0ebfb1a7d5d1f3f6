package campaignflows.communication.run;

import campaignflows.communication.dispatch.DispatchSignal;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Stores Starts and Stops durably; Planned communications of a run that began may be due at once. */
@Singleton
public final class RunService {
    private final RunRepository runs;
    private final Database database;
    private final DispatchSignal signal;
    private final Clock clock;

    public RunService(RunRepository runs, Database database, DispatchSignal signal, Clock clock) {
        this.runs = runs;
        this.database = database;
        this.signal = signal;
        this.clock = clock;
    }

    public void store(RunState state) {
        database.useTransaction(tx -> runs.store(tx, List.of(state), clock.instant()));
        signal.wakeUp();
    }
}
