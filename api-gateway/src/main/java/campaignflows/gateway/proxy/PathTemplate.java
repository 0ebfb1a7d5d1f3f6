package campaignflows.gateway.proxy;

import java.util.List;
import java.util.Optional;

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

    /** This template with the words that the other has where this one has variables; empty if they differ otherwise. */
    public Optional<String> narrowedTo(PathTemplate other) {
        if (segments.size() != other.segments.size()) {
            return Optional.empty();
        }
        StringBuilder narrowed = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            String mine = segments.get(i);
            String theirs = other.segments.get(i);
            boolean fits = isVariable(mine) || mine.equals(theirs);
            if (!fits) {
                return Optional.empty();
            }
            narrowed.append('/').append(isVariable(mine) && !isVariable(theirs) ? theirs : mine);
        }
        return Optional.of(narrowed.toString());
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
