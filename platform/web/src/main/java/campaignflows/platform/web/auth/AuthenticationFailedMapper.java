package campaignflows.platform.web.auth;

import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Returns 401 for a token that is not valid, without the reason: an attacker who forges tokens learns nothing. It replaces the
 * problem extension's own mapper, which is incompatible with the version of Quarkus in use.
 */
@Provider
@Priority(1)
public final class AuthenticationFailedMapper implements ExceptionMapper<AuthenticationFailedException> {
    @Override
    public Response toResponse(AuthenticationFailedException exception) {
        return ProblemResponses.of(
                ProblemException.unauthenticated("The token is not valid here or has expired: get a new one"));
    }
}
