package campaignflows.gateway.openid;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * Tells quarkus-oidc which provider a request is about. Of itself it is about none, whatever cookies it has, so that the chain that
 * authenticates the gateway's own resources believes internal tokens only.
 */
@Singleton
public class OpenIdTenantService implements TenantConfigResolver {
    private static final OidcTenantConfig NONE =
            OidcTenantConfig.builder().tenantId("none").disableTenant().build();

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> requestContext) {
        return Uni.createFrom().item(Objects.requireNonNullElse(OpenIdContext.providerOf(context), NONE));
    }
}
