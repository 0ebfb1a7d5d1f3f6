package campaignflows.platform.web.request;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Responds with a problem document to what fails before or outside the resources, where the server would send an empty body or
 * details of the implementation. Refused credentials are handled elsewhere.
 */
@Singleton
public class FallbackErrorHandler {
    private static final Logger LOG = Logger.getLogger(FallbackErrorHandler.class);
    private static final int AFTER_OTHERS = Integer.MIN_VALUE + 100;
    private static final int FIRST_ERROR = 400;

    private final ObjectMapper mapper;

    public FallbackErrorHandler(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route().order(AFTER_OTHERS).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.failure() instanceof SecurityException) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        int status = context.statusCode() < FIRST_ERROR ? ErrorCode.UNEXPECTED.status() : context.statusCode();
        ProblemException problem = ProblemResponses.of(status, context.failure());
        if (problem.code() == ErrorCode.UNEXPECTED) {
            LOG.errorf(context.failure(), "request failed outside the resources");
        }
        response.setStatusCode(problem.code().status()).putHeader("Content-Type", "application/problem+json");
        if (problem.retryAfter() != null) {
            response.putHeader("Retry-After", "1");
        }
        if (!context.request().isEnded()) {
            response.putHeader("Connection", "close");
        }
        response.end(json(problem));
    }

    private String json(ProblemException problem) {
        try {
            return mapper.writeValueAsString(ProblemResponses.of(problem).getEntity());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a problem that can be written as JSON", e);
        }
    }
}
