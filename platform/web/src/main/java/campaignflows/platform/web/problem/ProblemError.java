package campaignflows.platform.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, and where: a field (a path such as {@code nodes[2].settings}), a node of a
 * flow, or the index of an item. What does not apply is null and left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemError(
        @Nullable String field,
        @Nullable String node,
        @Nullable Integer index,
        String message) {

    public static ProblemError ofField(String field, String message) {
        return new ProblemError(field, null, null, message);
    }

    public static ProblemError ofNode(String node, String message) {
        return new ProblemError(null, node, null, message);
    }

    public static ProblemError ofIndex(int index, String message) {
        return new ProblemError(null, null, index, message);
    }
}
