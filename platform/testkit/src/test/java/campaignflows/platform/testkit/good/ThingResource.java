package campaignflows.platform.testkit.good;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

@Path("/api/v1/things")
final class ThingResource {
    @GET
    @Produces("text/plain")
    String thing() {
        return "thing";
    }
}
