package campaignflows.platform.web.request;

import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many items a page may have: 50 unless asked for, 500 at most. */
public final class Limit {
    public static final int DEFAULT = 50;
    public static final int MAX = 500;

    private Limit() {}

    /**
     * Reads the query parameter {@code limit} (take it as a String: JAX-RS returns 404 for a bad Integer).
     *
     * @throws ProblemException 400 unless it is a whole number from 1 to 500
     */
    public static int parse(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        }
        String message = "Expected a whole number from 1 to " + MAX;
        throw ProblemException.malformed("limit: " + message)
                .withErrors(List.of(ProblemError.ofField("limit", message)));
    }
}
