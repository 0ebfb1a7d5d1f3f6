package campaignflows.platform.testkit.bad;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/api/v1/things")
final class SilentResource {
    record Thing(String name) {}

    @GET
    Thing thing() {
        return new Thing("thing");
    }
}
