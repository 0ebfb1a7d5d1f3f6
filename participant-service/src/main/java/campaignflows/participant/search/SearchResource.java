package campaignflows.participant.search;

import campaignflows.participant.paging.Position;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tenant's customers. */
@Path("/api/v1/customers")
@Tag(name = "Customers")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
public class SearchResource {
    private final SearchService service;
    private final TenantDirectory tenants;
    private final CurrentCaller caller;

    SearchResource(SearchService service, TenantDirectory tenants, CurrentCaller caller) {
        this.service = service;
        this.tenants = tenants;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listCustomers",
            summary = "List and search customers",
            description = "The first page says how many there are: exactly up to 10,000, above that, and where counting"
                    + " would take long, as a lower bound. A page may be shorter than asked for, or empty, and have a"
                    + " next_cursor nevertheless: nothing else was found among the rows that it looked at. The last page"
                    + " has none.")
    @APIResponse(responseCode = "200", description = "A page of customers")
    @APIResponse(responseCode = "400", description = "A parameter cannot be read")
    public Page<CustomerItem> search(
            @Parameter(
                            description =
                                    "Words, each of which is contained in the name, email address, phone number or"
                                            + " external id, without case and accents; or a phone number or a part of one")
                    @QueryParam("search")
                    @Nullable
                    String search,
            @Parameter(description = "The external id, exactly") @QueryParam("external_id") @Nullable String externalId,
            @Parameter(description = "The email address, without case") @QueryParam("email") @Nullable String email,
            @Parameter(description = "The phone number") @QueryParam("phone") @Nullable String phone,
            @Parameter(description = "The WhatsApp number") @QueryParam("whatsapp_id") @Nullable String whatsappId,
            @Parameter(description = "The Telegram id, exactly") @QueryParam("telegram_id") @Nullable String telegramId,
            @Parameter(description = "The Telegram username, without case") @QueryParam("telegram_username") @Nullable
                    String telegramUsername,
            @Parameter(description = "The web id, exactly") @QueryParam("web_id") @Nullable String webId,
            @Parameter(
                            description = "name or created_at, with - before it for descending order; -created_at if"
                                    + " there is none")
                    @QueryParam("sort")
                    @Nullable
                    String sort,
            @Parameter(description = "1 to 500, else 50") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "next_cursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        UUID tenantId = caller.requireTenant();
        Map<Identifier, String> given = new EnumMap<>(Identifier.class);
        put(given, Identifier.EXTERNAL_ID, externalId);
        put(given, Identifier.EMAIL, email);
        put(given, Identifier.PHONE, phone);
        put(given, Identifier.WHATSAPP_ID, whatsappId);
        put(given, Identifier.TELEGRAM_ID, telegramId);
        put(given, Identifier.TELEGRAM_USERNAME, telegramUsername);
        put(given, Identifier.WEB_ID, webId);
        CustomerOrder order = CustomerOrder.parse(sort);
        SearchQuery query = new SearchQuery(
                tenantId,
                QueryParameters.text("search", search).map(SearchTerm::of).orElse(List.of()),
                given.isEmpty() ? Map.of() : keys(given, tenants.parsing(tenantId)),
                order,
                Position.decode(cursor, order.listName(), order.isByName(), false),
                Limit.parse(limit));
        return service.search(query);
    }

    private static void put(Map<Identifier, String> given, Identifier identifier, @Nullable String value) {
        QueryParameters.text(identifier.fieldName(), value).ifPresent(text -> given.put(identifier, text));
    }

    /** As an import would read them; a text that is no identifier matches nobody. */
    private static Map<Identifier, List<String>> keys(Map<Identifier, String> given, ParseContext context) {
        Map<Identifier, List<String>> keys = new EnumMap<>(Identifier.class);
        given.forEach((identifier, text) -> {
            List<String> each = new ArrayList<>();
            if (identifier.parse(text, context) instanceof ParseResult.Parsed parsed) {
                String canonical = parsed.value().canonical();
                each.add(identifier.key(canonical));
                identifier.withoutRegion(text, canonical).ifPresent(each::add);
            } else {
                each.add(text);
            }
            keys.put(identifier, each);
        });
        return keys;
    }
}
