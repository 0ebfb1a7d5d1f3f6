package campaignflows.communication.support;

import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the statements that the reactive client sends. */
final class CountedStatements implements VertxMetricsFactory {
    private final AtomicInteger count = new AtomicInteger();

    int count() {
        return count.get();
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return new VertxMetrics() {
            @Override
            public ClientMetrics<?, ?, ?, ?> createClientMetrics(SocketAddress remote, String type, String namespace) {
                return new ClientMetrics<Object, Object, Object, Object>() {
                    @Override
                    public Object requestBegin(String uri, Object request) {
                        count.incrementAndGet();
                        return count;
                    }
                };
            }
        };
    }
}
