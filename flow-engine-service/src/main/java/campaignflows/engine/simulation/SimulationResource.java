package campaignflows.engine.simulation;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.simulation.EngineForecastRequest;
import campaignflows.platform.contracts.simulation.EngineSimulationRequest;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationResult;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where campaign-service asks what flows would do (rule W6). */
@Path("/internal/v1/simulations")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class SimulationResource {
    /** Less than campaign-service waits. */
    private static final Duration WALK = Duration.ofSeconds(15);

    private static final Duration FORECAST = Duration.ofMinutes(2);

    private final SimulationService simulations;
    private final SimulationThreads threads;
    private final CurrentCaller caller;

    SimulationResource(SimulationService simulations, SimulationThreads threads, CurrentCaller caller) {
        this.simulations = simulations;
        this.threads = threads;
        this.caller = caller;
    }

    @POST
    @Operation(hidden = true)
    public SimulationResult walk(EngineSimulationRequest request) throws Exception {
        UUID tenant = caller.requireTenant();
        return threads.call(WALK, () -> simulations.walk(tenant, request));
    }

    /** The body is a sequence of JSON values, read one by one, so that their number does not matter. */
    @POST
    @Path("/forecasts")
    @Consumes("application/x-ndjson")
    @Operation(hidden = true)
    public ForecastResult forecast(InputStream body) throws Exception {
        UUID tenant = caller.requireTenant();
        return threads.call(FORECAST, () -> forecast(tenant, body));
    }

    private ForecastResult forecast(UUID tenant, InputStream body) throws IOException {
        ObjectMapper mapper = Json.mapper();
        try (JsonParser parser = mapper.createParser(body)) {
            EngineForecastRequest request = mapper.readerFor(EngineForecastRequest.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(parser);
            return simulations.forecast(
                    tenant,
                    request,
                    mapper.readerFor(SimulationSubjectLine.class).readValues(parser));
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            throw ProblemException.malformed(
                    "Expected a forecast request and its participants as JSON, but it is something else");
        }
    }
}
