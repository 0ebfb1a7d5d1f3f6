package campaignflows.participant.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The other services that keep something of people. upload-service looks for the identifiers; communication-service knows
 * the customer's id, was told on its topic of commands, and only says whether it has got there.
 */
@Singleton
class OtherKeepersClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final InternalHttp http;

    OtherKeepersClient(InternalHttp http) {
        this.http = http;
    }

    boolean haveUploadsFinished(Erasure.Order order) {
        return ask(ServiceName.UPLOAD, order).finished();
    }

    boolean haveCommunicationsFinished(Erasure.Order order) {
        return ask(ServiceName.COMMUNICATION, order).finished();
    }

    private Erasure.Progress ask(ServiceName service, Erasure.Order order) {
        return http.to(service)
                .post("/internal/v1/erasures")
                .json(order)
                .asService(order.tenantId())
                .timeout(TIMEOUT)
                .once()
                .as(Erasure.Progress.class);
    }
}
