package campaignflows.gateway.openid;

import io.quarkus.oidc.OidcTenantConfig;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as quarkus-oidc sees it when it is asked about one provider. What it remembers of the request stays in here: the chain
 * that authenticates the gateway's own resources must not meet it.
 */
final class OpenIdContext extends RoutingContextDecorator {
    private static final String PROVIDER = "campaignflows.openid-provider";

    private final Map<String, Object> remembered = new HashMap<>();

    OpenIdContext(RoutingContext request, OidcTenantConfig provider) {
        super(request.currentRoute(), (RoutingContextInternal) request);
        remembered.put(PROVIDER, provider);
    }

    /** The provider that a request is about; null if it is about none. */
    static @Nullable OidcTenantConfig providerOf(RoutingContext context) {
        return context.get(PROVIDER);
    }

    @Override
    public RoutingContext put(String key, Object value) {
        remembered.put(key, value);
        return this;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T> T get(String key) {
        return (T) remembered.get(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(String key, T other) {
        return (T) remembered.getOrDefault(key, other);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T> T remove(String key) {
        return (T) remembered.remove(key);
    }

    @Override
    public Map<String, Object> data() {
        return remembered;
    }
}
