package campaignflows.gateway.proxy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path that every component on the way interprets alike: plain segments, no escapes, no dot segments, no empty segments.
 * Nothing that this system serves needs more, so anything else is refused instead of being normalised.
 *
 * @param slashAtEnd whether a slash follows the last segment
 */
public record RequestPath(List<String> segments, boolean slashAtEnd) {
    /** In characters. */
    static final int MAX_LENGTH = 2_000;

    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_.~-]{1,200})*/?");

    public RequestPath {
        segments = List.copyOf(segments);
    }

    /** Reads the path as it came over the wire; empty if it is not plain. */
    public static Optional<RequestPath> parse(String raw) {
        if (raw.length() > MAX_LENGTH
                || !raw.startsWith("/")
                || !PLAIN.matcher(raw).matches()) {
            return Optional.empty();
        }
        boolean slashAtEnd = raw.length() > 1 && raw.endsWith("/");
        String inner = raw.substring(1, slashAtEnd ? raw.length() - 1 : raw.length());
        List<String> segments = inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
        boolean climbs = segments.stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        return climbs ? Optional.empty() : Optional.of(new RequestPath(segments, slashAtEnd));
    }

    /** The path as text, exactly as it came. */
    public String text() {
        return "/" + String.join("/", segments) + (slashAtEnd ? "/" : "");
    }
}
