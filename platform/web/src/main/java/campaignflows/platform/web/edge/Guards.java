package campaignflows.platform.web.edge;

import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Installs the guards before the first listener is created, and refuses connections without one: should the network layer ever
 * stop applying them, the service fails instead of being unprotected.
 */
@Singleton
@Unremovable
public class Guards implements VertxOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(Guards.class);

    private final ConnectionLimits limits;
    private final Draining draining;

    public Guards(
            @ConfigProperty(name = "campaignflows.http.head-timeout") Duration head,
            @ConfigProperty(name = "campaignflows.http.stall-timeout") Duration stall,
            @ConfigProperty(name = "campaignflows.http.least-rate") MemorySize leastRate,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
            Draining draining) {
        this.limits = new ConnectionLimits(head, stall, leastRate.asLongValue(), maxBody.asLongValue());
        this.draining = draining;
    }

    @Override
    public void accept(VertxOptions options) {
        TracingOptions tracing =
                options.getTracingOptions() == null ? new TracingOptions() : options.getTracingOptions();
        VertxTracerFactory factory = tracing.getFactory();
        options.setTracingOptions(tracing.setFactory(new TransportInstallation(limits, draining, factory)));
    }

    /** Tracing is one of the places where the network layer can be configured; tracing itself stays as it was. */
    private record TransportInstallation(
            ConnectionLimits limits,
            Draining draining,
            @Nullable VertxTracerFactory tracing) implements VertxTracerFactory {
        @Override
        public void init(VertxBuilder builder) {
            if (!(builder.findTransport() instanceof JDKTransport)) {
                throw new IllegalStateException(
                        "Expected the JDK's transport: set quarkus.vertx.prefer-native-transport=false");
            }
            builder.findTransport(new GuardedTransport(limits, draining));
            if (tracing != null) {
                tracing.init(builder);
            }
        }

        @Override
        public @Nullable VertxTracer<?, ?> tracer(TracingOptions options) {
            return tracing == null ? null : tracing.tracer(options);
        }
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(Guards::check);
    }

    private static void check(RoutingContext context) {
        if (isGuarded(context.request())) {
            context.next();
            return;
        }
        LOG.error("A connection has no guard: the network layer is not configured as expected");
        context.response()
                .setStatusCode(ErrorCode.UNAVAILABLE.status())
                .putHeader("Connection", "close")
                .end();
    }

    private static boolean isGuarded(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                && Boolean.TRUE.equals(
                        connection.channel().attr(ConnectionGuard.GUARDED).get());
    }
}
