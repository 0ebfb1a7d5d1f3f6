package campaignflows.participant.personaldata;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All that is kept about one customer. */
@Path("/api/v1/customers/{customer_id}/export")
@Tag(name = "Customers")
@RunOnVirtualThread
@RolesAllowed(Role.ADMIN_ROLE)
public class PersonalDataResource {
    private static final Logger LOG = Logger.getLogger(PersonalDataResource.class);

    private final PersonalDataService service;
    private final CurrentCaller caller;
    private final Clock clock;

    PersonalDataResource(PersonalDataService service, CurrentCaller caller, Clock clock) {
        this.service = service;
        this.caller = caller;
        this.clock = clock;
    }

    /** The form of the file. */
    @Schema(name = "PersonalDataFormat")
    enum Format {
        JSON,
        CSV
    }

    @GET
    @Operation(
            operationId = "exportCustomer",
            summary = "Export all that is kept about a customer",
            description =
                    "For a person who asks what is known of it: the profile with opt-outs, the participants with all values,"
                            + " the communications with what was said in them and their results, messages that it sent by"
                            + " itself, the journal's walks, and rows of uploads that name it and were not imported (at most"
                            + " 1000 of these). The audit log tells who asked for it. It is streamed: a connection that ends early has left the file incomplete.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = PersonalDataFile.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "The format cannot be read")
    @APIResponse(responseCode = "404", description = "There is no such customer")
    public Response export(
            @PathParam("customer_id") UUID customerId,
            @Parameter(
                            description = "json (if there is none), or csv: one line for each value, for a spreadsheet",
                            schema = @Schema(implementation = Format.class))
                    @QueryParam("format")
                    @Nullable
                    String format) {
        Format wanted = QueryParameters.oneOf("format", format, Format.class).orElse(Format.JSON);
        PersonalData data = service.of(caller.requireTenant(), customerId, caller.actor());
        LOG.infof("personal data exported customer=%s format=%s", customerId, wanted);
        StreamingOutput content = out -> {
            switch (wanted) {
                case JSON -> PersonalDataWriter.json(data, customerId, clock.instant(), out);
                case CSV -> PersonalDataWriter.csv(data, out);
            }
        };
        return Response.ok(content)
                .type(wanted == Format.JSON ? "application/json" : "text/csv;charset=UTF-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"customer-%s.%s\""
                                .formatted(customerId, wanted == Format.JSON ? "json" : "csv"))
                .header("Cache-Control", "no-store")
                .build();
    }
}
