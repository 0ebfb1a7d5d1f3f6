package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.simulation.EngineForecastRequest;
import campaignflows.platform.contracts.simulation.EngineSimulationRequest;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationResult;
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

/** Requests simulations and forecasts from the engine. */
@Singleton
class EngineClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final InternalHttp http;

    EngineClient(InternalHttp http) {
        this.http = http;
    }

    SimulationResult walk(UUID tenant, EngineSimulationRequest request) {
        return http.to(ServiceName.ENGINE)
                .post("/internal/v1/simulations")
                .json(request)
                .asService(tenant)
                .timeout(TIMEOUT)
                .as(SimulationResult.class);
    }

    /**
     * Walks all subjects.
     *
     * @param subjects lines, passed on as they come
     */
    ForecastResult forecast(UUID tenant, EngineForecastRequest request, InputStream subjects, Duration timeout) {
        InputStream body = new SequenceInputStream(new ByteArrayInputStream(line(request)), subjects);
        return http.to(ServiceName.ENGINE).post("/internal/v1/simulations/forecasts").stream(
                        "application/x-ndjson", body)
                .asService(tenant)
                .timeout(timeout)
                .as(ForecastResult.class);
    }

    private static byte[] line(EngineForecastRequest request) {
        try {
            return (Json.mapper().writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a request that can be written as JSON", e);
        }
    }
}
