package campaignflows.upload;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.walk.WalkProtocol;
import campaignflows.platform.values.FieldType;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stubs of campaign- and participant-service that keep their contracts: one tenant with one campaign, and those that a test adds;
 * a batch is imported once, a repeated one gets the first result, another digest 409. A row fails if its email is "bad".
 */
public final class OtherServices implements QuarkusTestResourceLifecycleManager {
    public static final UUID TENANT = UUID.fromString("0190d1a0-0000-7000-8000-0000000000aa");
    public static final UUID CAMPAIGN = UUID.fromString("0190d1a0-0000-7000-8000-0000000000bb");

    private static final Map<String, ImportBatch.Result> RESULTS = new HashMap<>();
    private static final Map<String, String> DIGESTS = new HashMap<>();
    private static final Set<String> KNOWN = new HashSet<>();
    private static final List<ImportBatch.Row> IMPORTED = new ArrayList<>();
    private static final Map<UUID, UUID> TENANTS = new HashMap<>(Map.of(CAMPAIGN, TENANT));
    private static CampaignStatus status = CampaignStatus.INACTIVE;
    private static long waitingEvents;
    private static boolean held;
    private static @Nullable UUID heldTenant;
    private static @Nullable UUID inactive;
    private static int waiting;
    private static int refuseNext;
    private static int dropAnswers;

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/campaigns/", OtherServices::definition);
        server.createContext("/internal/v1/participants/batches", OtherServices::batch);
        server.createContext("/internal/v1/participants/batches/estimate", OtherServices::estimate);
        server.createContext("/internal/v1/walks/backlog", OtherServices::backlog);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("campaignflows.services.campaign", url, "campaignflows.services.participant", url);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Returns 503 for the next batches. */
    public static synchronized void refuse(int batches) {
        refuseNext = batches;
    }

    /** Lands the next batches but breaks the connection instead of answering. */
    public static synchronized void dropAnswers(int batches) {
        dropAnswers = batches;
    }

    /** A further campaign of a tenant. */
    public static synchronized UUID campaignOf(UUID tenant) {
        UUID campaign = UUID.randomUUID();
        TENANTS.put(campaign, tenant);
        return campaign;
    }

    /** Lets batches that come from now on wait, those that are to be let go before they are imported. */
    public static synchronized void hold(boolean hold) {
        held = hold;
        heldTenant = null;
        OtherServices.class.notifyAll();
    }

    /** As {@link #hold}, for the batches of one tenant. */
    public static synchronized void holdOnly(UUID tenant) {
        held = true;
        heldTenant = tenant;
    }

    /** A campaign that is never active. */
    public static synchronized UUID inactiveCampaign() {
        inactive = campaignOf(TENANT);
        return inactive;
    }

    /** How many batches wait. */
    public static synchronized int waiting() {
        return waiting;
    }

    /** The campaigns' status, and how many events wait for the engine. */
    public static synchronized void engine(CampaignStatus campaigns, long events) {
        status = campaigns;
        waitingEvents = events;
    }

    /** Every row that was imported, in order, each as often as it was. */
    public static synchronized List<ImportBatch.Row> imported() {
        return List.copyOf(IMPORTED);
    }

    public static synchronized void forget() {
        IMPORTED.clear();
        KNOWN.clear();
        refuseNext = 0;
        dropAnswers = 0;
        engine(CampaignStatus.INACTIVE, 0);
        hold(false);
    }

    private static synchronized void definition(HttpExchange exchange) throws IOException {
        UUID campaign = UUID.fromString(exchange.getRequestURI().getPath().split("/")[4]);
        UUID tenant = TENANTS.get(campaign);
        if (tenant == null || !exchange.getRequestURI().getQuery().contains("tenant=" + tenant)) {
            problem(exchange, 404, "not_found");
            return;
        }
        answer(
                exchange,
                200,
                new CampaignDefined(
                        tenant,
                        campaign,
                        "Test",
                        1,
                        campaign.equals(inactive) ? CampaignStatus.INACTIVE : status,
                        0,
                        true,
                        List.of(
                                field("external_id", "External ID", true),
                                field("email", "Email", true),
                                field("due_date", "Due date", true),
                                field("hidden", "Hidden", false)),
                        List.of(),
                        List.of()));
    }

    private static FieldDefinition field(String name, String title, boolean imported) {
        return new FieldDefinition(
                name, title, FieldType.STRING, FieldLevel.CUSTOMER, imported, false, false, List.of());
    }

    private static synchronized void backlog(HttpExchange exchange) throws IOException {
        answer(exchange, 200, new WalkProtocol.Backlog(waitingEvents));
    }

    private static synchronized void estimate(HttpExchange exchange) throws IOException {
        ImportBatch batch = Json.mapper().readValue(exchange.getRequestBody(), ImportBatch.class);
        Set<String> known = new HashSet<>(KNOWN);
        ImportBatch.Result result = apply(batch, known, new ArrayList<>());
        answer(
                exchange,
                200,
                new ImportBatch.Estimate(result.created(), 0, result.updated(), result.failed(), result.errors()));
    }

    private static synchronized void batch(HttpExchange exchange) throws IOException {
        ImportBatch batch = Json.mapper().readValue(exchange.getRequestBody(), ImportBatch.class);
        waiting++;
        try {
            while (held && (heldTenant == null || heldTenant.equals(batch.tenantId()))) {
                OtherServices.class.wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            waiting--;
        }
        if (refuseNext > 0) {
            refuseNext--;
            problem(exchange, 503, "unavailable");
            return;
        }
        String key = batch.uploadId() + "/" + batch.chunk();
        if (!batch.digest().equals(DIGESTS.getOrDefault(key, batch.digest()))) {
            problem(exchange, 409, "conflict");
            return;
        }
        DIGESTS.put(key, batch.digest());
        ImportBatch.Result result = RESULTS.get(key);
        if (result == null) {
            result = apply(batch, KNOWN, IMPORTED);
            RESULTS.put(key, result);
        }
        if (dropAnswers > 0) {
            dropAnswers--;
            exchange.close();
            return;
        }
        answer(exchange, 200, result);
    }

    private static ImportBatch.Result apply(ImportBatch batch, Set<String> known, List<ImportBatch.Row> imported) {
        int created = 0;
        int updated = 0;
        List<ImportBatch.RowError> errors = new ArrayList<>();
        int email = batch.columns().indexOf("email");
        for (ImportBatch.Row row : batch.rows()) {
            String address = email < 0 ? null : row.cells().get(email);
            if ("bad".equals(address)) {
                errors.add(new ImportBatch.RowError(row.number(), "email", "bad", "=not an email"));
            } else if (known.add(batch.tenantId() + address + "/" + row.objectId())) {
                created++;
                imported.add(row);
            } else {
                updated++;
                imported.add(row);
            }
        }
        return new ImportBatch.Result(created, updated, errors.size(), errors);
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        byte[] bytes =
                Json.mapper().writeValueAsBytes(Map.of("status", status, "code", code, "title", code, "detail", code));
        exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
