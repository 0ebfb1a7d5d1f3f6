package campaignflows.platform.web.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;

/** Errors of the virtual machine (a stack overflow, exhausted memory) become documents too: no request gets a bare 500. */
@Provider
@Priority(Priorities.USER)
public final class ErrorMapper extends ExceptionMapperBase<Error> {
    @Override
    protected HttpProblem toProblem(Error error) {
        return HttpProblem.valueOf(jakarta.ws.rs.core.Response.Status.INTERNAL_SERVER_ERROR);
    }
}
