package campaignflows.platform.web.auth;

import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Returns 401 where a role is required of an anonymous caller. It replaces the problem extension's own mapper, which is
 * incompatible with the version of Quarkus in use.
 */
@Provider
@Priority(1)
public final class UnauthorizedMapper implements ExceptionMapper<UnauthorizedException> {
    @Override
    public Response toResponse(UnauthorizedException exception) {
        return ProblemResponses.of(ProblemException.unauthenticated(AccessFilter.WHAT_TO_SEND));
    }
}
