package campaignflows.campaign.simulation;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Simulations over HTTP. They show personal data of participants, so whoever may read these may simulate; nothing is
 * sent and nothing changed.
 */
@Path("/api/v1/campaigns/{campaign_id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Simulation")
public class SimulationResource {
    private final SimulationService simulations;
    private final ForecastService forecasts;
    private final CurrentCaller caller;

    SimulationResource(SimulationService simulations, ForecastService forecasts, CurrentCaller caller) {
        this.simulations = simulations;
        this.forecasts = forecasts;
        this.caller = caller;
    }

    @POST
    @Path("/flows/{flow_id}/simulate")
    @Operation(
            operationId = "simulateFlow",
            summary = "Walk a flow for one participant without any effect",
            description =
                    "The flow as it is saved, active or not, valid or not: a node that cannot be walked ends the walk with its"
                            + " reason. It is walked by the engine's own code for a participant of the campaign as it is now, or for one"
                            + " that is made up, at any moment. Only this flow begins; flows that it hands over to go on. Nothing is sent,"
                            + " changed or recorded.")
    @APIResponse(responseCode = "200", description = "The path, and what would have been done")
    @APIResponse(responseCode = "404", description = "There is no such campaign, flow or participant")
    @APIResponse(responseCode = "422", description = "What is asked is not valid; errors name the fields")
    public SimulationView simulate(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @Nullable SimulationRequest request) {
        if (request == null) {
            throw ProblemException.malformed("Say as a JSON object for whom and by which trigger the flow is walked");
        }
        return simulations.simulate(caller.requireTenant(), campaignId, flowId, request);
    }

    @POST
    @Path("/simulations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "forecastParticipants",
            summary = "Forecast for many participants, or for the rows of a CSV file",
            description =
                    "How often each edge is taken, where walks end, and how many messages go out when, if the trigger fired for the"
                            + " first so many participants of the campaign, at most 100,000. Or, with a body of type text/csv (parameters"
                            + " flow_id and at), if the file was imported: at most 50,000 rows and 32 MiB, and no more than can be held at"
                            + " once; its rows fire Participant Created and Participant Updated. Events that walks cause at once are walked"
                            + " too, as often as they would be; what contacts and providers do later is not foreseen. The same request on"
                            + " the same data with the same at gives the same figures. Nothing is sent, stored or recorded. 504 if it"
                            + " takes too long: ask for fewer.")
    @APIResponse(responseCode = "200", description = "The forecast")
    @APIResponse(responseCode = "404", description = "There is no such campaign or flow")
    @APIResponse(responseCode = "413", description = "Too many participants or rows, or too large a file")
    @APIResponse(responseCode = "422", description = "What is asked is not valid, or the file could not be imported")
    @APIResponse(responseCode = "504", description = "It takes too long")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ForecastRequest.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    public ForecastView forecast(@PathParam("campaign_id") UUID campaignId, @Nullable ForecastRequest request) {
        if (request == null) {
            throw ProblemException.malformed("Say as a JSON object for how many participants, or send a CSV file");
        }
        return forecasts.ofParticipants(caller.requireTenant(), campaignId, request);
    }

    @POST
    @Path("/simulations")
    @Consumes({
        "text/csv",
        "application/csv",
        "application/vnd.ms-excel",
        MediaType.APPLICATION_OCTET_STREAM,
        MediaType.TEXT_PLAIN
    })
    @Operation(hidden = true)
    public ForecastView forecastFile(
            @PathParam("campaign_id") UUID campaignId,
            @Parameter(description = "Only this flow begins") @QueryParam("flow_id") @Nullable String flowId,
            @Parameter(description = "What is now") @QueryParam("at") @Nullable String at,
            @QueryParam("trigger") @Nullable String trigger,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream file) {
        UUID tenant = caller.requireTenant();
        if (QueryParameters.text("trigger", trigger).isPresent()) {
            throw QueryParameters.malformed(
                    "trigger", "The rows of a file fire Participant Created and Participant Updated by themselves");
        }
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > forecasts.maxFileBytes()) {
            throw forecasts.fileTooLarge();
        }
        return forecasts.ofFile(
                tenant,
                campaignId,
                QueryParameters.uuid("flow_id", flowId).orElse(null),
                QueryParameters.instant("at", at),
                file);
    }
}
