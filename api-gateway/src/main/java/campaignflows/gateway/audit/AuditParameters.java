package campaignflows.gateway.audit;

import campaignflows.platform.contracts.audit.AuditOutcome;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.QueryParameters;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of the audit log, as they are in the address. */
public class AuditParameters {
    @QueryParam("actor")
    @Parameter(description = "Id of a user or an API key")
    @Nullable
    String actor;

    @QueryParam("action")
    @Parameter(description = "Such as campaign_started")
    @Nullable
    String action;

    @QueryParam("object_type")
    @Parameter(description = "Such as campaign")
    @Nullable
    String objectType;

    @QueryParam("object_id")
    @Parameter(description = "Its id")
    @Nullable
    String objectId;

    @QueryParam("campaign_id")
    @Parameter(
            description = "What belongs to this campaign",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @Nullable
    String campaign;

    @QueryParam("outcome")
    @Parameter(schema = @Schema(implementation = AuditOutcome.class))
    @Nullable
    String outcome;

    @QueryParam("from")
    @Parameter(description = "From this moment", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Before this moment", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Nullable
    String to;

    /** The lines of this tenant that they ask for. */
    AuditQuery of(UUID tenant, @Nullable String cursor) {
        Optional<Instant> first = QueryParameters.instant("from", from);
        Optional<Instant> end = QueryParameters.instant("to", to);
        return new AuditQuery(
                tenant,
                QueryParameters.text("actor", actor),
                QueryParameters.text("action", action),
                QueryParameters.text("object_type", objectType),
                QueryParameters.text("object_id", objectId),
                QueryParameters.uuid("campaign_id", campaign),
                QueryParameters.oneOf("outcome", outcome, AuditOutcome.class),
                first,
                end,
                Cursor.decode(cursor, AuditService.LIST, 2).map(AuditParameters::position));
    }

    private static AuditQuery.Position position(Cursor cursor) {
        return new AuditQuery.Position(
                Objects.requireNonNull(cursor.instant(0)), Objects.requireNonNull(cursor.uuid(1)));
    }
}
