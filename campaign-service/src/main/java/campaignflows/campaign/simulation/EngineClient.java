package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.simulation.ForecastOrder;
import campaignflows.platform.contracts.simulation.Outlook;
import campaignflows.platform.contracts.simulation.Trial;
import campaignflows.platform.contracts.simulation.Walkthrough;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Has the engine walk. */
@Singleton
class EngineClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final InternalHttp http;

    EngineClient(InternalHttp http) {
        this.http = http;
    }

    Walkthrough walk(UUID tenant, Trial trial) {
        return http.to(ServiceName.ENGINE)
                .post("/internal/v1/simulations")
                .json(trial)
                .asService(tenant)
                .timeout(TIMEOUT)
                .as(Walkthrough.class);
    }

    /**
     * Walks all that take part.
     *
     * @param subjects lines, passed on as they come
     */
    Outlook forecast(UUID tenant, ForecastOrder order, InputStream subjects, Duration timeout) {
        InputStream body = new SequenceInputStream(new ByteArrayInputStream(line(order)), subjects);
        return http.to(ServiceName.ENGINE).post("/internal/v1/simulations/forecasts").stream(
                        "application/x-ndjson", body)
                .asService(tenant)
                .timeout(timeout)
                .as(Outlook.class);
    }

    private static byte[] line(ForecastOrder order) {
        try {
            return (Json.mapper().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected an order that can be written as JSON", e);
        }
    }
}
