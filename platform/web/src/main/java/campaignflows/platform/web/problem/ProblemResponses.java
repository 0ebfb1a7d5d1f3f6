package campaignflows.platform.web.problem;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Problem documents as responses, for the few places where an exception cannot be thrown. */
public final class ProblemResponses {
    private ProblemResponses() {}

    /** What to answer when the server ended with this status, because of a failure or by itself. */
    public static ProblemException of(int status, @Nullable Throwable failure) {
        return ExceptionTranslation.of(failure, status);
    }

    public static Response of(ProblemException problem) {
        return ProblemFormatter.of(problem).toResponse();
    }
}
