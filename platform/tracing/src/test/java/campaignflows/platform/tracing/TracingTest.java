package campaignflows.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.tracing.Tracing.Kind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final Collected collected = new Collected();

    private static final class Collected implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private Tracing tracing(double ratio) {
        return Tracing.to("campaign-service", collected, ratio);
    }

    @Test
    void shouldContinueWhatAHeaderNames() {
        Instant since = Instant.parse("2026-01-01T00:00:00Z");
        try (Tracing tracing = tracing(0)) {
            TraceSpan first = tracing.continued(Kind.SERVER, "first", "00-" + TRACE + "-" + SPAN + "-01");
            TraceSpan second = tracing.continued(Kind.CONSUMER, "second", first.traceparent(), since)
                    .with("partition", 3);
            second.failed("later").end();
            first.end();
        }
        assertThat(collected.spans).extracting(SpanData::getName).containsExactly("second", "first");
        SpanData second = collected.spans.getFirst();
        SpanData first = collected.spans.getLast();
        assertThat(first.getTraceId()).isEqualTo(TRACE);
        assertThat(first.getParentSpanId()).isEqualTo(SPAN);
        assertThat(second.getTraceId()).isEqualTo(TRACE);
        assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(second.getStartEpochNanos()).isEqualTo(since.toEpochMilli() * 1_000_000);
        assertThat(second.getStatus().getDescription()).isEqualTo("later");
        assertThat(second.getResource().getAttributes().asMap().toString()).contains("campaign-service");
    }

    @Test
    void shouldTraceNothingThatIsNotSampledOrCannotBeRead() {
        try (Tracing tracing = tracing(1)) {
            for (String header : new String[] {
                null,
                "",
                "00-" + TRACE + "-" + SPAN + "-00",
                "00-" + "0".repeat(32) + "-" + SPAN + "-01",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-01"
            }) {
                assertThat(tracing.continued(Kind.SERVER, "none", header)).isSameAs(TraceSpan.NONE);
            }
        }
        assertThat(collected.spans).isEmpty();
    }

    @Test
    void shouldBeginAShareOfTheTraces() {
        try (Tracing none = tracing(0)) {
            assertThat(none.begin(Kind.SERVER, "none")).isSameAs(TraceSpan.NONE);
        }
        try (Tracing all = tracing(1)) {
            TraceSpan begun = all.begin(Kind.SERVER, "begun");
            assertThat(TraceParent.of(begun.traceparent())).isPresent();
            begun.end();
        }
        assertThat(collected.spans).extracting(SpanData::getName).containsExactly("begun");
        assertThatThrownBy(() -> tracing(1.5)).hasMessageContaining("campaignflows.tracing.ratio");
    }

    @Test
    void shouldBeCurrentUntilItIsLeft() {
        try (Tracing tracing = tracing(1)) {
            assertThat(CurrentTrace.traceparent()).isNull();
            TraceSpan span = tracing.begin(Kind.SERVER, "current").enter();
            assertThat(CurrentTrace.traceparent()).isEqualTo(span.traceparent());
            span.leave().end();
            assertThat(CurrentTrace.traceparent()).isNull();
        }
    }

    @Test
    void shouldDoNothingWithoutACollector() {
        TraceSpan span = Tracing.OFF.begin(Kind.SERVER, "none").with("a", "b").enter();

        assertThat(span).isSameAs(TraceSpan.NONE);
        assertThat(span.traceparent()).isNull();
        assertThat(CurrentTrace.traceparent()).isNull();
        span.failed("why").leave().end();
    }
}
