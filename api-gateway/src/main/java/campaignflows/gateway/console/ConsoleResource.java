package campaignflows.gateway.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Leads a browser to the page that describes the API, the only page that there is. */
@Path("/")
@PermitAll
public class ConsoleResource {

    @GET
    @Operation(hidden = true)
    public Response root() {
        return Response.status(Response.Status.FOUND)
                .location(URI.create("/api/docs/"))
                .build();
    }
}
