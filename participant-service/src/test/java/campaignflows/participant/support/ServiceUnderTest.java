package campaignflows.participant.support;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The service under test, spoken to over HTTP as its callers do. */
@Singleton
public class ServiceUnderTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong revision = new AtomicLong();
    private final InternalTokens tokens;
    private final String campaignService;

    ServiceUnderTest(
            InternalTokens tokens, @ConfigProperty(name = "campaignflows.services.campaign") String campaignService) {
        this.tokens = tokens;
        this.campaignService = campaignService;
    }

    /** A tenant with a campaign. */
    public record Campaign(UUID tenantId, UUID id) {}

    /** An answer: its status, and its body as JSON (null if it has none). */
    public record Response(int status, JsonNode body) {}

    public UUID newTenant() {
        return newTenant("UTC", null);
    }

    public UUID newTenant(String zone, @Nullable String region) {
        UUID id = Ids.v7();
        put("/tenant/" + id, new TenantDefined(id, "Tenant", 1, ZoneId.of(zone), "dd.MM.yyyy", region));
        return id;
    }

    /** A tenant that keeps participants and communications for so many days; null: for ever. */
    public UUID newTenantThatKeeps(@Nullable Integer participantDays, @Nullable Integer communicationDays) {
        UUID id = Ids.v7();
        keeps(id, 1, new DataRetention(participantDays, communicationDays));
        return id;
    }

    /** Sets how long a tenant keeps what is over, as the gateway does. */
    public void keeps(UUID tenant, int settingsRevision, DataRetention retention) {
        put(
                "/tenant/" + tenant,
                new TenantDefined(tenant, "Tenant", settingsRevision, ZoneId.of("UTC"), "dd.MM.yyyy", null, retention));
    }

    public Campaign newCampaign(FieldDefinition... custom) {
        return newCampaignOf(newTenant(), custom);
    }

    public Campaign newCampaignOf(UUID tenantId, FieldDefinition... custom) {
        Campaign campaign = new Campaign(tenantId, Ids.v7());
        define(campaign, true, custom);
        return campaign;
    }

    public void define(Campaign campaign, boolean updatedOnUnchanged, FieldDefinition... custom) {
        put("/campaign/" + campaign.id(), definition(campaign, CampaignStatus.INACTIVE, 0, updatedOnUnchanged, custom));
    }

    public CampaignDefined definition(
            Campaign campaign, CampaignStatus status, int run, boolean updatedOnUnchanged, FieldDefinition... custom) {
        return new CampaignDefined(
                campaign.tenantId(),
                campaign.id(),
                "Campaign",
                revision.incrementAndGet(),
                status,
                run,
                updatedOnUnchanged,
                Fields.systemAnd(custom),
                List.of(),
                List.of());
    }

    /** The other services say so many times that they are not done with an erasure. */
    public void erasingTakes(int questions) {
        put("/erasing/" + questions, "");
    }

    public void campaignServiceIsDown(boolean down) {
        put("/down/" + down, "");
    }

    public Response importBatch(ImportBatch batch) {
        return internal("POST", "/internal/v1/participants/batches", batch);
    }

    /** Imports rows of cells, or fails the test. */
    public ImportBatch.Result imported(ImportBatch batch) {
        Response answer = importBatch(batch);
        if (answer.status() != 200) {
            throw new AssertionError("Expected the batch to be imported, but " + answer);
        }
        return Json.mapper().convertValue(answer.body(), ImportBatch.Result.class);
    }

    /** A batch that is the only chunk of an upload of its own. */
    public static ImportBatch batch(Campaign campaign, String columns, String... rows) {
        List<String> names = List.of(columns.split(","));
        List<ImportBatch.Row> parsed = java.util.stream.IntStream.range(0, rows.length)
                .mapToObj(i -> new ImportBatch.Row(i + 2, null, null, Arrays.asList(rows[i].split(",", -1))))
                .toList();
        return new ImportBatch(campaign.tenantId(), campaign.id(), Ids.v7(), 0, "00", names, parsed);
    }

    public Response run(Campaign campaign, int run, boolean active) {
        return internal(
                "PUT",
                "/internal/v1/campaigns/" + campaign.id() + "/run",
                new RunState(campaign.tenantId(), campaign.id(), run, active));
    }

    public Response internal(String method, String path, @Nullable Object body) {
        return send(method, path, body, Caller.service("test", null));
    }

    public Response as(Role role, UUID tenantId, String method, String path, @Nullable Object body) {
        return send(method, path, body, new Caller(tenantId, "ann", Set.of(role)));
    }

    public Response get(Campaign campaign, String rest) {
        return as(Role.VIEWER, campaign.tenantId(), "GET", "/api/v1/campaigns/" + campaign.id() + rest, null);
    }

    private Response send(String method, String path, @Nullable Object body, Caller caller) {
        try {
            int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                    .getValue("quarkus.http.port", Integer.class);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + tokens.mint("participant-service", caller))
                    .header("Content-Type", "application/json")
                    .method(method, publisher(body))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Response(response.statusCode(), Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void put(String path, Object what) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(campaignService + path))
                    .PUT(publisher(what))
                    .build();
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) throws IOException {
        return switch (body) {
            case null -> HttpRequest.BodyPublishers.noBody();
            case String text -> HttpRequest.BodyPublishers.ofString(text);
            default -> HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body));
        };
    }

    /** An envelope as campaign-service writes it. */
    public static <T> Envelope<T> envelope(Campaign campaign, T data) {
        return new Envelope<>(
                Ids.v7(),
                "campaign-service",
                campaign.tenantId(),
                campaign.id().toString(),
                Instant.now(),
                null,
                0,
                data);
    }
}
