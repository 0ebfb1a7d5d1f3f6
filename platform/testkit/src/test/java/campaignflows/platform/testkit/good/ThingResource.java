package campaignflows.platform.testkit.good;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/things")
final class ThingResource {
    @GET
    String thing() {
        return "thing";
    }
}
