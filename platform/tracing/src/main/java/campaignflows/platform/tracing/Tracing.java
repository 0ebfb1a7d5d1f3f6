package campaignflows.platform.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans. A trace begins at the gateway, for a share of its requests; all else continues one that a header names, and costs
 * nothing where there is none. Where no collector is named, none begins.
 */
public final class Tracing implements AutoCloseable {
    /** Without a collector. */
    public static final Tracing OFF = new Tracing(null);

    private static final String PATH = "v1/traces";
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final long END_SECONDS = 2;

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    /** What a step is to what is outside of it. */
    public enum Kind {
        /** It responds to a request. */
        SERVER(SpanKind.SERVER),
        /** It asks somebody else and waits for the response. */
        CLIENT(SpanKind.CLIENT),
        /** It leaves a message. */
        PRODUCER(SpanKind.PRODUCER),
        /** It takes a message. */
        CONSUMER(SpanKind.CONSUMER);

        private final SpanKind kind;

        Kind(SpanKind kind) {
            this.kind = kind;
        }
    }

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("campaignflows");
    }

    /**
     * Tracing for a collector.
     *
     * @param service its name in traces
     * @param endpoint of OTLP over HTTP, without the path
     * @param ratio of the traces that are kept, 0 to 1
     */
    static Tracing to(String service, String endpoint, double ratio) {
        String base = endpoint.endsWith("/") ? endpoint : endpoint + "/";
        return to(
                service,
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(base + PATH)
                        .setTimeout(EXPORT_TIMEOUT)
                        .build(),
                ratio);
    }

    static Tracing to(String service, SpanExporter exporter, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("Expected campaignflows.tracing.ratio of 0 to 1, but it is " + ratio);
        }
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", service)
                                .put("service.namespace", "campaign-flows")
                                .build())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build());
    }

    /** Whether there is a collector. */
    public boolean isOn() {
        return tracer != null;
    }

    /** Begins a trace, unless it is none of those that are kept. */
    public TraceSpan begin(Kind kind, String name) {
        return tracer == null ? TraceSpan.NONE : begun(tracer.spanBuilder(name).setNoParent(), kind);
    }

    /** Continues the trace that a header names, if there is one. */
    public TraceSpan continued(Kind kind, String name, @Nullable String traceparent) {
        return continued(kind, name, traceparent, null);
    }

    /**
     * Continues the trace that a header names, if there is one.
     *
     * @param since when the step began; null: now
     */
    public TraceSpan continued(Kind kind, String name, @Nullable String traceparent, @Nullable Instant since) {
        Tracer known = tracer;
        if (known == null || traceparent == null) {
            return TraceSpan.NONE;
        }
        return TraceParent.of(traceparent)
                .map(position -> {
                    SpanBuilder builder = known.spanBuilder(name).setParent(context(position));
                    return begun(since == null ? builder : builder.setStartTimestamp(since), kind);
                })
                .orElse(TraceSpan.NONE);
    }

    private static Context context(TraceParent position) {
        SpanContext parent = SpanContext.createFromRemoteParent(
                position.traceId(), position.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(Span.wrap(parent));
    }

    private static TraceSpan begun(SpanBuilder builder, Kind kind) {
        Span span = builder.setSpanKind(kind.kind).startSpan();
        return span.getSpanContext().isSampled() ? new TraceSpan(span) : TraceSpan.NONE;
    }

    /** Sends what is left, if the collector takes it at once. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(END_SECONDS, TimeUnit.SECONDS);
        }
    }
}
