package campaignflows.participant.run;

import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Where campaign-service says that a run began or ended; stored before the answer. */
@Path("/internal/v1/campaigns/{id}/run")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class RunResource {
    private static final Logger LOG = Logger.getLogger(RunResource.class);

    private final Database database;
    private final RunRepository runs;

    RunResource(@Identifier("work") Database database, RunRepository runs) {
        this.database = database;
        this.runs = runs;
    }

    @PUT
    @Operation(hidden = true)
    public void put(@PathParam("id") UUID campaignId, RunState state) {
        if (!campaignId.equals(state.campaignId())) {
            throw ProblemException.malformed("Expected the campaign of the path in the body, but it is another");
        }
        if (database.inTransaction(tx -> runs.store(tx, state))) {
            LOG.infof("run stored campaign=%s run=%d active=%s", campaignId, state.run(), state.active());
        }
    }
}
