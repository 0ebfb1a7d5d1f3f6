package campaignflows.participant.personaldata;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.KeptRows;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the other services what they keep about a person, a page at a time. */
@Singleton
class PersonalDataClient {
    private static final int PAGE = 100;
    private static final Duration SCAN = Duration.ofMinutes(2);
    private static final TypeReference<Page<JsonNode>> ITEMS = new TypeReference<>() {};

    private final InternalHttp http;

    PersonalDataClient(InternalHttp http) {
        this.http = http;
    }

    Page<JsonNode> communications(UUID tenantId, UUID customerId, @Nullable String cursor) {
        return page(ServiceName.COMMUNICATION, "communications", tenantId, customerId, cursor);
    }

    Page<JsonNode> incomingMessages(UUID tenantId, UUID customerId, @Nullable String cursor) {
        return page(ServiceName.COMMUNICATION, "incoming-messages", tenantId, customerId, cursor);
    }

    Page<JsonNode> walks(UUID tenantId, UUID customerId, @Nullable String cursor) {
        return page(ServiceName.CAMPAIGN, "walks", tenantId, customerId, cursor);
    }

    /** Rows that were not imported; found by the identifiers, since they belong to nobody. */
    KeptRows keptRows(Erasure.Order person) {
        return http.to(ServiceName.UPLOAD)
                .post("/internal/v1/kept-rows")
                .json(person)
                .asService(person.tenantId())
                .timeout(SCAN)
                .idempotent()
                .as(KeptRows.class);
    }

    private Page<JsonNode> page(
            ServiceName service, String what, UUID tenantId, UUID customerId, @Nullable String cursor) {
        return http.to(service)
                .get("/internal/v1/tenants/{}/customers/{}/" + what, tenantId, customerId)
                .query("limit", PAGE)
                .query("cursor", cursor)
                .asService(tenantId)
                .as(ITEMS);
    }
}
