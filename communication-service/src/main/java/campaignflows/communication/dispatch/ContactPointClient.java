package campaignflows.communication.dispatch;

import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks participant-service how participants can be reached at this moment. */
@Singleton
public final class ContactPointClient implements ContactSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final InternalHttp http;

    public ContactPointClient(InternalHttp http) {
        this.http = http;
    }

    @Override
    public Map<UUID, ContactPoints.Contact> of(List<UUID> participantIds) {
        return http
                .to(ServiceName.PARTICIPANT)
                .post("/internal/v1/participants/contacts")
                .asService()
                .json(new ContactPoints.Query(participantIds))
                .idempotent()
                .timeout(TIMEOUT)
                .as(ContactPoints.Response.class)
                .contacts()
                .stream()
                .collect(Collectors.toMap(ContactPoints.Contact::participantId, Function.identity(), (a, b) -> a));
    }
}
