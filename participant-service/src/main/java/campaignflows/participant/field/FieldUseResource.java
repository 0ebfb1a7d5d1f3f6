package campaignflows.participant.field;

import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Returns to campaign-service whether values of a field exist, before it changes a type or removes the field (rule D2). */
@Path("/internal/v1/fields/in-use")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class FieldUseResource {
    private final Database database;
    private final FieldUseRepository fields;

    FieldUseResource(Database database, FieldUseRepository fields) {
        this.database = database;
        this.fields = fields;
    }

    /** The response. */
    public record InUse(boolean inUse) {}

    @GET
    @Operation(hidden = true)
    public InUse inUse(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("name") @Nullable String name) {
        UUID tenantId = required("tenant", QueryParameters.uuid("tenant", tenant));
        UUID campaignId = required("campaign", QueryParameters.uuid("campaign", campaign));
        String field = required("name", QueryParameters.text("name", name));
        return new InUse(database.read(tx -> fields.isInUse(tx, tenantId, campaignId, field)));
    }

    private static <T> T required(String name, java.util.Optional<T> value) {
        return value.orElseThrow(() -> QueryParameters.malformed(name, "Expected a value, but there is none"));
    }
}
