package campaignflows.gateway.openid;

import campaignflows.gateway.authentication.CurrentPrincipal;
import campaignflows.gateway.authentication.SessionCookie;
import campaignflows.gateway.session.SessionService;
import campaignflows.platform.contracts.audit.ActorKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The addresses that a browser goes through when somebody signs in, or out, by an identity provider. */
@Path("/api/v1/sign-in/{provider}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Tenant and access")
public class ProviderSignInResource {
    private static final int FOUND = 302;
    private static final String CONSOLE = "/";

    private final ProviderSignInService service;
    private final OpenIdProviders providers;
    private final CurrentPrincipal principal;

    public ProviderSignInResource(
            ProviderSignInService service, OpenIdProviders providers, CurrentPrincipal principal) {
        this.service = service;
        this.providers = providers;
        this.principal = principal;
    }

    @GET
    @APIResponse(responseCode = "302", description = "Leads the browser to the provider")
    @Operation(summary = "Sign in by an identity provider, in a browser", operationId = "beginProviderSignIn")
    public Uni<Response> begin(@PathParam("provider") String provider) {
        RoutingContext context = principal.routingContext();
        return service.begin(context, provider).map(address -> leadOutside(context, address));
    }

    @GET
    @Path("/callback")
    @APIResponse(
            responseCode = "302",
            description =
                    "Leads the browser to the console, signed in by the cookie, or with the reason why not in sign_in")
    @Operation(
            summary = "Where the identity provider leads the browser back to",
            operationId = "completeProviderSignIn")
    public Uni<Response> complete(@PathParam("provider") String provider, @QueryParam("error") @Nullable String error) {
        HttpServerResponse response = principal.httpRequest().response();
        boolean secure = providers.areReachedOverTls() || principal.isSecure();
        return service.complete(
                        principal.routingContext(),
                        provider,
                        "access_denied".equals(error),
                        principal.originOf(ActorKind.USER))
                .map(outcome -> switch (outcome) {
                    case ProviderSignInService.Outcome.SignedIn signedIn -> {
                        SessionService.IssuedSession session = signedIn.session();
                        response.headers()
                                .add("Set-Cookie", SessionCookie.set(session.token(), session.lifetime(), secure));
                        yield leadTo(CONSOLE);
                    }
                    case ProviderSignInService.Outcome.Refused refused ->
                        leadTo(CONSOLE + "?sign_in=" + refused.reason());
                });
    }

    @GET
    @Path("/sign-out")
    @APIResponse(responseCode = "302", description = "Leads the browser to the provider, or to the console")
    @Operation(
            summary = "Sign out at the identity provider, in a browser, after the session was ended here",
            operationId = "endProviderSignIn")
    public Uni<Response> signOut(@PathParam("provider") String provider) {
        RoutingContext context = principal.routingContext();
        return service.signOut(context, provider)
                .map(address ->
                        address.map(outside -> leadOutside(context, outside)).orElseGet(() -> leadTo(CONSOLE)));
    }

    private static Response leadOutside(RoutingContext context, String address) {
        context.put(OpenIdProvider.LEADS_TO, address);
        return leadTo(address);
    }

    /** As a header of its own, since the library would put the host of the request before a path. */
    private static Response leadTo(String address) {
        return Response.status(FOUND).header("Location", address).build();
    }
}
