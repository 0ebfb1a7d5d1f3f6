package campaignflows.platform.web.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;

/** Writes a {@link ProblemException} as a problem document; {@link ProblemFormatter} gives it its final form. */
@Provider
@Priority(Priorities.USER)
public final class ProblemExceptionMapper extends ExceptionMapperBase<ProblemException> {
    @Override
    protected HttpProblem toProblem(ProblemException exception) {
        return ProblemFormatter.of(exception);
    }
}
