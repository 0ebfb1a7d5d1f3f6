package campaignflows.gateway.proxy;

import java.util.List;

/**
 * The form of a path: literal segments, {@code {name}} for any one segment, and at the end {@code **} for any number.
 *
 * @param text as it is written in the route table and in logs
 */
public record PathTemplate(String text, List<String> segments) {
    private static final String REST = "**";

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    public static PathTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("Expected a template that begins with a slash, but it is " + text);
        }
        String inner = text.substring(1);
        return new PathTemplate(text, inner.isEmpty() ? List.of() : List.of(inner.split("/", -1)));
    }

    public boolean matches(RequestPath path) {
        boolean open = !segments.isEmpty() && segments.getLast().equals(REST);
        int fixed = open ? segments.size() - 1 : segments.size();
        if (path.segments().size() < fixed || (!open && (path.segments().size() > fixed || path.slashAtEnd()))) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!isVariable(segments.get(i))
                    && !segments.get(i).equals(path.segments().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The template without the names of its variables: two of one shape match the same paths. */
    public String shape() {
        StringBuilder shape = new StringBuilder();
        segments.forEach(segment -> shape.append('/').append(isVariable(segment) ? "{}" : segment));
        return shape.toString();
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
