package campaignflows.platform.tracing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The position in a trace that is sampled, as the header {@code traceparent} of W3C's Trace Context carries it between services
 * and in the records of topics. One that is not sampled is not carried at all.
 */
public record TraceParent(String traceId, String spanId) {
    /** The name of the header. */
    public static final String HEADER = "traceparent";

    private static final int SAMPLED = 1;
    private static final Pattern TEXT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** Reads a header; empty if there is none, it cannot be read, or its trace is not sampled. */
    public static Optional<TraceParent> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(header);
        return text.matches() && (Integer.parseInt(text.group(3), 16) & SAMPLED) != 0
                ? Optional.of(new TraceParent(text.group(1), text.group(2)))
                : Optional.empty();
    }

    /** The header's value. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-01";
    }
}
