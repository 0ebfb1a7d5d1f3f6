package campaignflows.platform.web.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** Replaces the framework's own mapper of this exception, whose response contains class names and is no problem document. */
@Provider
@Priority(1)
public final class MismatchedInputMapper extends ExceptionMapperBase<MismatchedInputException> {
    @Override
    protected HttpProblem toProblem(MismatchedInputException exception) {
        return ProblemFormatter.of(JsonProblems.of(exception));
    }
}
