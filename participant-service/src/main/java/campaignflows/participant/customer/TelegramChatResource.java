package campaignflows.participant.customer;

import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** For communication-service, whose links tie chats to customers. */
@Path("/internal/v1/customers/{customer_id}/telegram-chat")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class TelegramChatResource {
    private final TelegramChatService service;

    TelegramChatResource(TelegramChatService service) {
        this.service = service;
    }

    @GET
    @Operation(hidden = true)
    public TelegramChat.Answer ofCustomer(
            @PathParam("customer_id") UUID customerId, @QueryParam("tenant") @Nullable String tenant) {
        return service.ofCustomer(tenantOf(tenant), customerId);
    }

    @POST
    @Operation(hidden = true)
    public TelegramChat.Tied tie(@PathParam("customer_id") UUID customerId, TelegramChat.Tie tie) {
        return new TelegramChat.Tied(service.tie(customerId, tie));
    }

    static UUID tenantOf(@Nullable String tenant) {
        return QueryParameters.uuid("tenant", tenant)
                .orElseThrow(() -> QueryParameters.malformed("tenant", "Expected a tenant, but there is none"));
    }
}
