package campaignflows.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** A step of a trace that has begun. To be ended once, by any thread; one that is not ended is not told. */
public final class TraceSpan {
    /** Of what is not traced. */
    public static final TraceSpan NONE = new TraceSpan(null);

    private final @Nullable Span span;

    TraceSpan(@Nullable Span span) {
        this.span = span;
    }

    /** The header for what is sent on as a part of this step; null if it is not traced. */
    public @Nullable String traceparent() {
        return span == null ? null : position(span).toString();
    }

    private static TraceParent position(Span span) {
        return new TraceParent(
                span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    }

    /** Adds what is to be known of it: never what a person or a message says. */
    public TraceSpan with(String name, String value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    public TraceSpan with(String name, long value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    /** Makes it what runs and logs here until {@link #leave}. */
    public TraceSpan enter() {
        if (span != null) {
            CurrentTrace.enter(position(span));
        }
        return this;
    }

    public TraceSpan leave() {
        if (span != null) {
            CurrentTrace.leave();
        }
        return this;
    }

    /** It failed, and why in a word or two. */
    public TraceSpan failed(String reason) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR, reason);
        }
        return this;
    }

    public void end() {
        if (span != null) {
            span.end();
        }
    }
}
