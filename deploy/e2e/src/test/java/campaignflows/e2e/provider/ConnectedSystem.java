package campaignflows.e2e.provider;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.Ports;
import campaignflows.e2e.system.TraceCollector;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

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

    /** Gives it to tests: started for the first, ended after the last; prints the end of its logs when one fails. */
    public static final class Resolver
            implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
        private static final Namespace OURS = Namespace.create(ConnectedSystem.class);
        private static final String CONNECTED = "connected";

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ConnectedSystem.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(OURS)
                    .computeIfAbsent(CONNECTED, key -> new ConnectedSystem(), ConnectedSystem.class);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            report(context);
            throw failure;
        }

        @Override
        public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            report(context);
            throw failure;
        }

        private static void report(ExtensionContext context) {
            ConnectedSystem connected = context.getRoot().getStore(OURS).get(CONNECTED, ConnectedSystem.class);
            if (connected != null) {
                System.out.println("e2e: failed: " + context.getDisplayName());
                connected.system.printTails();
            }
        }
    }
}
