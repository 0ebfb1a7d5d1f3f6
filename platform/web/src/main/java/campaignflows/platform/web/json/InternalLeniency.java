package campaignflows.platform.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Ignores unknown properties of requests between services: the caller may be of a newer version. */
final class InternalLeniency extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            JsonDeserializer<?> deserializer,
            Object beanOrClass,
            String propertyName)
            throws IOException {
        if (!isInternalRequest()) {
            return false;
        }
        parser.skipChildren();
        return true;
    }

    private static boolean isInternalRequest() {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return false;
        }
        CurrentVertxRequest current =
                container.instance(CurrentVertxRequest.class).get();
        RoutingContext request = current == null ? null : current.getCurrent();
        return request != null && request.normalizedPath().startsWith("/internal/");
    }
}
