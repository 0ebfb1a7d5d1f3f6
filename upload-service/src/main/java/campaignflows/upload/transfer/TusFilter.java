package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.problem.ProblemResponses;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Checks and sets the version headers of tus in every request and response of a transfer, failures included. */
@Provider
public class TusFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final String VERSION = "1.0.0";
    static final String VERSION_HEADER = "Tus-Resumable";

    private static final Pattern TRANSFERS = Pattern.compile("/?api/v1/campaigns/[^/]+/uploads/transfers(/[^/]+)?");

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isOfTransfers(request)
                || request.getMethod().equals(HttpMethod.OPTIONS)
                || VERSION.equals(request.getHeaderString(VERSION_HEADER))) {
            return;
        }
        var problem = new ProblemException(
                ErrorCode.PRECONDITION_FAILED,
                "Send the header %s: %s, the version of the protocol that is spoken here"
                        .formatted(VERSION_HEADER, VERSION));
        request.abortWith(Response.fromResponse(ProblemResponses.of(problem))
                .header("Tus-Version", VERSION)
                .build());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isOfTransfers(request)) {
            response.getHeaders().putSingle(VERSION_HEADER, VERSION);
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static boolean isOfTransfers(ContainerRequestContext request) {
        return TRANSFERS.matcher(request.getUriInfo().getPath()).matches();
    }
}
