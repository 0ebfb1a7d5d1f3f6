package campaignflows.gateway.tenant;

import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For how long the caller's tenant keeps participants and communications. */
@Path("/api/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
@Tag(name = "Tenant and access")
public class RetentionResource {
    private final TenantService tenants;
    private final RetentionService service;
    private final CurrentCaller caller;

    RetentionResource(TenantService tenants, RetentionService service, CurrentCaller caller) {
        this.tenants = tenants;
        this.service = service;
        this.caller = caller;
    }

    /** Both in days; null or absent: for ever. */
    @Schema(name = "Retention")
    public record Days(
            @Schema(
                    minimum = "1",
                    maximum = "36500",
                    description = "Days after the last thing that happened to a participant; null: for ever")
            @Nullable
            Integer participantDays,

            @Schema(
                    minimum = "1",
                    maximum = "36500",
                    description = "Days after the end of a communication; null: for ever")
            @Nullable
            Integer communicationDays) {

        static Days of(DataRetention retention) {
            return new Days(retention.participantDays(), retention.communicationDays());
        }

        DataRetention checked() {
            List<ProblemError> errors = new ArrayList<>();
            check("participant_days", participantDays, errors);
            check("communication_days", communicationDays, errors);
            if (!errors.isEmpty()) {
                throw ProblemException.invalid("Some numbers of days are not valid")
                        .withErrors(errors);
            }
            return new DataRetention(participantDays, communicationDays);
        }

        private static void check(String field, @Nullable Integer days, List<ProblemError> errors) {
            if (days != null && !DataRetention.isAllowed(days)) {
                errors.add(ProblemError.ofField(
                        field,
                        "Give a number of days from %d to %d, or null to keep them for ever"
                                .formatted(DataRetention.SHORTEST_DAYS, DataRetention.LONGEST_DAYS)));
            }
        }
    }

    @GET
    @Operation(
            operationId = "getRetention",
            summary = "For how many days participants and communications are kept after they are over")
    public Uni<Days> get() {
        return tenants.get(caller.requireTenant()).map(Tenant::retention).map(Days::of);
    }

    @PUT
    @Operation(
            operationId = "setRetention",
            summary = "Set for how many days participants and communications are kept",
            description =
                    "Both at once: what is null or absent is kept for ever. A participant is erased, with its values, its result,"
                            + " its communications and its walks, so many days after the last thing that happened to it, and a"
                            + " communication loses its address, content, conversation and results so many days after its end; never"
                            + " while something is planned or running for the participant. Profiles of customers and counts stay."
                            + " It takes effect within a day and cannot be undone.")
    @APIResponse(responseCode = "200", description = "The days that apply from now on")
    @APIResponse(responseCode = "422", description = "A number is not from 1 to 36500")
    public Uni<Days> set(@NotNull Days wanted) {
        return service.set(caller.requireTenant(), wanted.checked(), caller.actor())
                .map(Days::of);
    }
}
