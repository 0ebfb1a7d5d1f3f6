package campaignflows.communication.http;

import java.util.List;
import java.util.stream.Collectors;

/** Ports that the operator allows, as numbers and ranges. */
public record PortRanges(List<Range> ranges) {
    private static final int MAX_PORT = 65_535;

    public PortRanges {
        ranges = List.copyOf(ranges);
    }

    /** One port, or all from the first to the last. */
    public record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /**
     * Reads them as they are configured.
     *
     * @param key of the configuration
     * @throws IllegalArgumentException if one is neither a port nor a range
     */
    public static PortRanges parse(String key, List<String> texts) {
        return new PortRanges(texts.stream().map(text -> range(key, text)).toList());
    }

    private static Range range(String key, String text) {
        try {
            String[] ends = text.strip().split("-", 2);
            int first = Integer.parseInt(ends[0].strip());
            int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
            if (first >= 1 && first <= last && last <= MAX_PORT) {
                return new Range(first, last);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(key, text), e);
        }
        throw new IllegalArgumentException(expected(key, text));
    }

    private static String expected(String key, String text) {
        return "Expected ports or ranges such as 25 or 2500-2599 in %s, but found %s".formatted(key, text);
    }

    public boolean hold(int port) {
        return ranges.stream().anyMatch(range -> port >= range.first() && port <= range.last());
    }

    /** As it is configured. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }
}
