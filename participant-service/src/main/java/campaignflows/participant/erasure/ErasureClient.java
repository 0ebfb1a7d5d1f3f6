package campaignflows.participant.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Asks the other services that store personal data to erase it. upload-service looks for the identifiers; communication-service
 * knows the customer's id, is notified by its topic of commands, and only returns whether it has reached that message.
 */
@Singleton
class ErasureClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final InternalHttp http;

    ErasureClient(InternalHttp http) {
        this.http = http;
    }

    boolean eraseUploads(Erasure.Order order) {
        return ask(ServiceName.UPLOAD, order).finished();
    }

    boolean areCommunicationsErased(Erasure.Order order) {
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
