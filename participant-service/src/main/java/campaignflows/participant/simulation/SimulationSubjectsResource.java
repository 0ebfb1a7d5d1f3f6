package campaignflows.participant.simulation;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.simulation.FileRows;
import campaignflows.platform.contracts.simulation.HypotheticalParticipant;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.QueryParameters;
import campaignflows.platform.web.request.RequestBodies;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The participants of a simulation, for campaign-service. Many are returned line by line and never held in memory. */
@Path("/internal/v1/campaigns/{campaign_id}/simulation-subjects")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class SimulationSubjectsResource {
    private static final String LINES = "application/x-ndjson";

    private final SimulationSubjectsService service;
    private final FileSlot slot;
    private final CurrentCaller caller;

    SimulationSubjectsResource(SimulationSubjectsService service, FileSlot slot, CurrentCaller caller) {
        this.service = service;
        this.slot = slot;
        this.caller = caller;
    }

    @GET
    @Path("/{participant_id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public SimulationSubjectLine.Subject one(
            @PathParam("campaign_id") UUID campaignId, @PathParam("participant_id") UUID participantId) {
        return service.one(caller.requireTenant(), campaignId, participantId);
    }

    @POST
    @Path("/hypothetical")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public SimulationSubjectLine.Subject hypothetical(@PathParam("campaign_id") UUID campaignId, InputStream body)
            throws IOException {
        try {
            return service.hypothetical(
                    caller.requireTenant(), campaignId, Json.mapper().readValue(body, HypotheticalParticipant.class));
        } catch (JsonProcessingException e) {
            throw ProblemException.malformed("Expected a participant as JSON, but it is something else");
        }
    }

    @GET
    @Produces(LINES)
    @Operation(hidden = true)
    public StreamingOutput first(
            @PathParam("campaign_id") UUID campaignId, @QueryParam("limit") @Nullable String limit) {
        UUID tenant = caller.requireTenant();
        int most = most(limit);
        return out -> write(out, lines -> service.first(tenant, campaignId, most, lines));
    }

    private static int most(@Nullable String limit) {
        if (limit == null
                || !limit.matches("\\d{1,6}")
                || Integer.parseInt(limit) > SimulationSubjectLine.MAX_PARTICIPANTS) {
            throw QueryParameters.malformed(
                    "limit", "Expected a number up to " + SimulationSubjectLine.MAX_PARTICIPANTS);
        }
        return Integer.parseInt(limit);
    }

    /** All rows are read before the first participant is returned: each is as it is after the whole file. */
    @POST
    @Consumes(LINES)
    @Produces(LINES)
    @Operation(hidden = true)
    public StreamingOutput ofFile(@PathParam("campaign_id") UUID campaignId, InputStream body) throws IOException {
        UUID tenant = caller.requireTenant();
        FileSlot.Held held = slot.take();
        try {
            FileSubjects subjects = readFile(tenant, campaignId, body);
            return out -> {
                try (held) {
                    write(out, lines -> service.write(subjects, lines));
                }
            };
        } catch (RuntimeException | IOException e) {
            held.close();
            RequestBodies.discardRest(body);
            throw e;
        }
    }

    private FileSubjects readFile(UUID tenant, UUID campaignId, InputStream body) throws IOException {
        ObjectMapper mapper = Json.mapper();
        JsonParser parser = mapper.createParser(body).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        try {
            return service.readFile(
                    tenant, campaignId, mapper.readerFor(FileRows.class).readValues(parser));
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            throw ProblemException.malformed("Expected rows as JSON, but it is something else");
        }
    }

    private static void write(OutputStream out, Consumer<Consumer<SimulationSubjectLine>> content) throws IOException {
        try (SequenceWriter lines = Json.mapper()
                .writerFor(SimulationSubjectLine.class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .withRootValueSeparator("\n")
                .writeValues(out)) {
            content.accept(line -> {
                try {
                    lines.write(line);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
