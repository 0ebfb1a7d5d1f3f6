package campaignflows.gateway.proxy;

import campaignflows.platform.tracing.TraceParent;
import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Here traces begin: a request is one, or is not, whatever its client would like. It is named by its route, so that no id and no text
 * of a caller is in it.
 */
final class RequestTrace {
    private static final int FIRST_FAILURE = 500;

    private RequestTrace() {}

    /** Begins a trace of the request, if it is to have one; services that it is passed on to continue it. */
    static void begin(Tracing tracing, RoutingContext context, Route route) {
        MultiMap headers = context.request().headers();
        headers.remove(TraceParent.HEADER);
        if (!tracing.isOn() || route.isHealth()) {
            return;
        }
        String method = context.request().method().name();
        TraceSpan span =
                tracing.begin(Tracing.Kind.SERVER, method + " " + route.path().text());
        String traceparent = span.traceparent();
        if (traceparent == null) {
            return;
        }
        headers.set(TraceParent.HEADER, traceparent);
        span.with("http.request.method", method)
                .with("http.route", route.path().text())
                .with("campaignflows.request_id", ResponseRules.requestId(context))
                .enter();
        context.addEndHandler(ended -> end(span, context, ended.succeeded()));
    }

    private static void end(TraceSpan span, RoutingContext context, boolean whole) {
        int status = context.response().getStatusCode();
        span.with("http.response.status_code", status);
        if (!whole || status >= FIRST_FAILURE) {
            span.failed(whole ? Integer.toString(status) : "broken off");
        }
        span.leave().end();
    }
}
