package campaignflows.platform.tracing;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The span that what runs here belongs to, if there is one. It is kept with what log lines tell, which Quarkus keeps with the
 * request wherever that continues; so a line in JSON has {@code traceId} and {@code spanId}.
 */
public final class CurrentTrace {
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private CurrentTrace() {}

    /** The header for what is sent on from here; null if it is not traced. */
    public static @Nullable String traceparent() {
        return MDC.get(TRACE_ID) instanceof String trace && MDC.get(SPAN_ID) instanceof String span
                ? new TraceParent(trace, span).toString()
                : null;
    }

    static void enter(TraceParent position) {
        MDC.put(TRACE_ID, position.traceId());
        MDC.put(SPAN_ID, position.spanId());
    }

    static void leave() {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
    }
}
