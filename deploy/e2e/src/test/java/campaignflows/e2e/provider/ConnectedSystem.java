package campaignflows.e2e.provider;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.Ports;
import campaignflows.e2e.system.SharedResolver;
import campaignflows.e2e.system.TraceCollector;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system with all that an operator can connect it to: traces go to a collector, dashboards come from a Superset, people sign in at an
 * identity provider if there is Node to run one. The classes that need one of them share it, since each start takes a minute.
 */
public final class ConnectedSystem implements AutoCloseable {
    private final TraceCollector traces = new TraceCollector();
    private final SupersetServer superset = new SupersetServer();
    private final @Nullable OpenIdServer provider;
    private final LocalSystem system;

    private ConnectedSystem() {
        int port = Ports.free();
        provider = OpenIdServer.isPossible() ? OpenIdServer.start(URI.create("http://localhost:" + port)) : null;
        Map<String, String> environment = new HashMap<>(Map.of(
                "CAMPAIGNFLOWS_TRACING_ENDPOINT",
                traces.address().toString(),
                "CAMPAIGNFLOWS_TRACING_RATIO",
                "1",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "true",
                "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_URL",
                superset.address().toString(),
                "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_USERNAME",
                SupersetServer.USER,
                "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_PASSWORD",
                SupersetServer.PASSWORD,
                "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_DASHBOARD_ID",
                SupersetServer.DASHBOARD,
                "CAMPAIGNFLOWS_GATEWAY_SUPERSET_URL",
                superset.address().toString()));
        if (provider != null) {
            environment.putAll(provider.environment());
        }
        try {
            system = LocalSystem.startFreshAt(port, environment);
        } catch (RuntimeException | AssertionError e) {
            closeNeighbours();
            throw e;
        }
        superset.allows(system.address());
    }

    public LocalSystem system() {
        return system;
    }

    public TraceCollector traces() {
        return traces;
    }

    public SupersetServer superset() {
        return superset;
    }

    /** @throws IllegalStateException if {@link OpenIdServer#isPossible} is false */
    public OpenIdServer provider() {
        if (provider == null) {
            throw new IllegalStateException("Expected Node, which runs the identity provider");
        }
        return provider;
    }

    @Override
    public void close() {
        system.close();
        closeNeighbours();
    }

    private void closeNeighbours() {
        superset.close();
        traces.close();
        if (provider != null) {
            provider.close();
        }
    }

    /** Gives it to tests. */
    public static final class Resolver extends SharedResolver<ConnectedSystem> {
        public Resolver() {
            super(ConnectedSystem.class, ConnectedSystem::new, ConnectedSystem::system);
        }
    }
}
