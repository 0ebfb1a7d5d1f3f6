package campaignflows.platform.web.client;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;

/**
 * Another service did not respond: no connection, a broken one, or no response in time. Whether the request took effect there is
 * unknown unless {@link #neverSent()}. Our caller gets 503.
 */
public final class ServiceUnavailableException extends ProblemException {
    private final boolean neverSent;

    public ServiceUnavailableException(ServiceName service, boolean neverSent, Throwable cause) {
        super(
                ErrorCode.UNAVAILABLE,
                "The %s is not available now: try again".formatted(service.audience()),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                cause);
        this.neverSent = neverSent;
    }

    /** Whether it is certain that the other service has not seen the request. */
    public boolean neverSent() {
        return neverSent;
    }
}
