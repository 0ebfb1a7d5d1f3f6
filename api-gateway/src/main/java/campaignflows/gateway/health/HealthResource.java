package campaignflows.gateway.health;

import campaignflows.gateway.GatewayConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Health on the public port, for load balancers and people; 200 or 503. */
@Path("/q/health")
@RunOnVirtualThread
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private final SystemHealth health;
    private final boolean readyIncludesServices;

    public HealthResource(SystemHealth health, GatewayConfig config) {
        this.health = health;
        this.readyIncludesServices = config.readyIncludesServices();
    }

    @GET
    @Path("/live")
    @Operation(hidden = true)
    public Response live() {
        return response(health.live());
    }

    /** The gateway, or the whole system where the installation is one unit, as in the local run. */
    @GET
    @Path("/ready")
    @Operation(hidden = true)
    public Response ready() {
        return response(readyIncludesServices ? health.system() : health.gateway());
    }

    @GET
    @Path("/group/system")
    @Operation(hidden = true)
    public Response system() {
        return response(health.system());
    }

    private static Response response(HealthReport report) {
        return Response.status(report.status() == HealthReport.State.UP ? 200 : 503)
                .entity(report)
                .build();
    }
}
