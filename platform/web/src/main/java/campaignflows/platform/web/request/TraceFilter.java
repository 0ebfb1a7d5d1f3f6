package campaignflows.platform.web.request;

import campaignflows.platform.tracing.TraceParent;
import campaignflows.platform.tracing.TraceSpan;
import campaignflows.platform.tracing.Tracing;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A request that belongs to a trace is a span of it, named by its resource's path: no id and no value is in the name. */
@Provider
@Priority(TraceFilter.FIRST)
public class TraceFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final int FIRST = 100;

    private static final String SPAN = TraceFilter.class.getName();
    private static final int FIRST_FAILURE = 500;

    private final Tracing tracing;

    @Context
    @Nullable
    ResourceInfo resource;

    public TraceFilter(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String traceparent = request.getHeaderString(TraceParent.HEADER);
        if (traceparent == null) {
            return;
        }
        String path = path();
        request.setProperty(
                SPAN,
                tracing.continued(Tracing.Kind.SERVER, request.getMethod() + " " + path, traceparent)
                        .with("http.request.method", request.getMethod())
                        .with("http.route", path)
                        .enter());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(SPAN) instanceof TraceSpan span) {
            span.with("http.response.status_code", response.getStatus());
            if (response.getStatus() >= FIRST_FAILURE) {
                span.failed(Integer.toString(response.getStatus()));
            }
            span.leave().end();
        }
    }

    private String path() {
        ResourceInfo info = resource;
        Method method = info == null ? null : info.getResourceMethod();
        if (info == null || method == null) {
            return "/";
        }
        return part(info.getResourceClass().getAnnotation(Path.class)) + part(method.getAnnotation(Path.class));
    }

    private static String part(@Nullable Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }
}
