package campaignflows.campaign.expressioncheck;

import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The check of code over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}/flows/{flow_id}/check-expression")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Flows")
public class CodeCheckResource {
    private final CodeCheckService checks;
    private final CurrentCaller caller;

    CodeCheckResource(CodeCheckService checks, CurrentCaller caller) {
        this.checks = checks;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "checkExpression",
            summary = "Checks one expression or script while it is typed",
            description =
                    "As a validation of the flow would: the finding has line and column. With participant_id, attributes or sample it is tried with those values in a small budget of steps, memory and time; nothing is written")
    @APIResponse(
            responseCode = "200",
            description = "What is wrong with it, and what it gives",
            content = @Content(schema = @Schema(implementation = CodeCheck.class)))
    @APIResponse(responseCode = "404", description = "There is no such campaign, flow or participant")
    @APIResponse(responseCode = "422", description = "No code, or too much, or values that are not valid")
    @APIResponse(responseCode = "503", description = "Too many are being checked: try again")
    public CodeCheck check(
            @PathParam("campaign_id") UUID campaignId,
            @PathParam("flow_id") UUID flowId,
            @Nullable CodeCheckRequest request) {
        if (request == null) {
            throw ProblemException.malformed("Send the code as {\"code\": …}");
        }
        return checks.check(caller.requireTenant(), campaignId, flowId, request);
    }
}
