package campaignflows.communication.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Tells participant-service whether a person has been erased here. The work itself is ordered on the commands' topic, behind
 * all that was ordered for the person before.
 */
@Path("/internal/v1/erasures")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ErasureResource {
    private final ErasureRepository erasures = new ErasureRepository();
    private final Database database;

    public ErasureResource(Database database) {
        this.database = database;
    }

    @POST
    @Operation(hidden = true)
    public Erasure.Progress progress(Erasure.Order order) {
        return new Erasure.Progress(database.read(handle -> erasures.erasedAmong(handle, List.of(order.customerId())))
                .contains(order.customerId()));
    }
}
