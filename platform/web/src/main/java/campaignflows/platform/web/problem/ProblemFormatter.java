package campaignflows.platform.web.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Gives every problem, wherever it was raised, the form that api.md promises: type, title, status, detail and code, and no detail
 * of the implementation. An unexpected one is logged with a reference that the caller can quote.
 */
@Singleton
@Unremovable
public class ProblemFormatter implements ProblemPostProcessor {
    private static final Logger LOG = Logger.getLogger(ProblemFormatter.class);

    /** After the extension's own processors, which add what we leave out again. */
    @Override
    public int priority() {
        return Integer.MIN_VALUE + 1;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        ProblemException translated = ExceptionTranslation.of(context.cause, problem.getStatusCode());
        if (translated.code().status() >= 500
                && translated.code() != ErrorCode.UNAVAILABLE
                && translated.code() != ErrorCode.INSUFFICIENT_STORAGE) {
            return of(logged(translated, context.cause));
        }
        if (translated.code() == ErrorCode.UNAVAILABLE) {
            LOG.warnf("Service unavailable cause=%s", rootName(context.cause));
        }
        return of(translated);
    }

    static HttpProblem of(ProblemException exception) {
        ErrorCode code = exception.code();
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create(code.type()))
                .withTitle(code.title())
                .withStatus(code.status())
                .withDetail(exception.detail())
                .with("code", code.wireName());
        if (!exception.errors().isEmpty()) {
            problem.with("errors", exception.errors());
        }
        if (!exception.findings().isEmpty()) {
            problem.with("findings", exception.findings());
        }
        Duration retryAfter = exception.retryAfter();
        if (retryAfter != null) {
            problem.withHeader("Retry-After", Math.max(1, retryAfter.toSeconds()));
        }
        if (code == ErrorCode.UNAUTHENTICATED) {
            problem.withHeader("WWW-Authenticate", "Bearer");
        }
        return problem.build();
    }

    private static ProblemException logged(ProblemException translated, Throwable cause) {
        UUID reference = UUID.randomUUID();
        LOG.errorf(cause, "Request failed reference=%s", reference);
        return new ProblemException(
                translated.code(),
                "%s. Quote the reference %s to the operator of this installation"
                        .formatted(translated.code().title(), reference));
    }

    private static String rootName(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
