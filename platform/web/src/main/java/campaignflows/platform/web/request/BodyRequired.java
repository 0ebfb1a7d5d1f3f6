package campaignflows.platform.web.request;

import campaignflows.platform.web.problem.ProblemException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Refuses an empty body and a JSON null where a resource takes a body, so that resources never receive null. */
@Provider
public final class BodyRequired implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw ProblemException.malformed("The body is missing: send a JSON document");
        }
        return body;
    }
}
