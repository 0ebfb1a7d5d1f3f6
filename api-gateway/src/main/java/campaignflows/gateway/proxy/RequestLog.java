package campaignflows.gateway.proxy;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Logs one line per request that changes something or fails on our side; the others at level DEBUG. The route is logged in place
 * of the path, so that no id and no text of a caller gets into a log.
 */
final class RequestLog {
    private static final Logger LOG = Logger.getLogger(RequestLog.class);
    private static final int FIRST_SERVER_ERROR = 500;

    private RequestLog() {}

    static void watch(RoutingContext context, Route route) {
        long began = System.nanoTime();
        context.addEndHandler(ended -> {
            String method = context.request().method().name();
            int status = context.response().getStatusCode();
            boolean reads = method.equals("GET") || method.equals("HEAD");
            Logger.Level level =
                    status >= FIRST_SERVER_ERROR ? Logger.Level.WARN : reads ? Logger.Level.DEBUG : Logger.Level.INFO;
            if (LOG.isEnabled(level)) {
                LOG.logf(
                        level,
                        "request method=%s route=%s status=%d ms=%d complete=%s request_id=%s",
                        method,
                        route.path().text(),
                        status,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                        ended.succeeded(),
                        ResponseRules.requestId(context));
            }
        });
    }
}
