package campaignflows.platform.web.problem;

import jakarta.ws.rs.core.Response;

/** Problem documents as responses, for the few places where an exception cannot be thrown. */
public final class ProblemResponses {
    private ProblemResponses() {}

    public static Response of(ProblemException problem) {
        return HouseForm.of(problem).toResponse();
    }
}
