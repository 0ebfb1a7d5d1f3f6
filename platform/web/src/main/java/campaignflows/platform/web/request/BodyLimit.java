package campaignflows.platform.web.request;

import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Responds to a body that announces more bytes than allowed with a problem document, before any of it is read. The server's own
 * limit, which returns 413 without a body, still applies to bodies of unknown length.
 */
@Singleton
public class BodyLimit {
    private final long maxBytes;
    private final ObjectMapper mapper;

    public BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> max, ObjectMapper mapper) {
        this.maxBytes = max.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (announced(context) <= maxBytes) {
            context.next();
            return;
        }
        HttpServerResponse response =
                context.response().setStatusCode(413).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (context.request().version() == HttpVersion.HTTP_1_1) {
            // The rest of the body is not read, so the connection is of no further use.
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.end(document());
    }

    private static long announced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String document() {
        ProblemException problem = ProblemException.tooLarge("The body may have at most %d bytes".formatted(maxBytes));
        try {
            return mapper.writeValueAsString(ProblemResponses.of(problem).getEntity());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a problem that can be written as JSON", e);
        }
    }
}
