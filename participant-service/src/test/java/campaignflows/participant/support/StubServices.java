package campaignflows.participant.support;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignNames;
import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.participant.Erasure;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for campaign-service and the gateway and keeps their contract: definitions with 304 for a known revision, 404
 * for another tenant's, and settings of tenants. Tests set it up by PUT.
 */
public final class StubServices implements QuarkusTestResourceLifecycleManager {
    private final Map<UUID, CampaignDefined> campaigns = new ConcurrentHashMap<>();
    private final Map<UUID, TenantDefined> tenants = new ConcurrentHashMap<>();
    private final AtomicInteger erasing = new AtomicInteger();
    private volatile boolean down;
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            starting.createContext("/", this::answer);
            starting.createContext("/internal/v1/customer-fields", this::answerFields);
            starting.createContext("/internal/v1/campaigns/names", this::answerNames);
            starting.createContext("/internal/v1/erasures", this::answerErasure);
            starting.start();
            server = starting;
            String address = "http://127.0.0.1:" + starting.getAddress().getPort();
            return Map.of(
                    "campaignflows.services.campaign",
                    address,
                    "campaignflows.services.gateway",
                    address,
                    "campaignflows.services.upload",
                    address,
                    "campaignflows.services.communication",
                    address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestMethod() + " " + path[path.length - (path.length > 4 ? 1 : 2)]) {
            case "PUT campaign" -> {
                CampaignDefined defined = Json.mapper().readValue(exchange.getRequestBody(), CampaignDefined.class);
                campaigns.put(defined.campaignId(), defined);
                send(exchange, 204, null);
            }
            case "PUT tenant" -> {
                TenantDefined defined = Json.mapper().readValue(exchange.getRequestBody(), TenantDefined.class);
                tenants.put(defined.id(), defined);
                send(exchange, 204, null);
            }
            case "PUT erasing" -> {
                erasing.set(Integer.parseInt(path[path.length - 1]));
                send(exchange, 204, null);
            }
            case "PUT down" -> {
                down = path[path.length - 1].equals("true");
                send(exchange, 204, null);
            }
            case "GET definition" -> {
                CampaignDefined defined = campaigns.get(UUID.fromString(path[4]));
                if (down) {
                    send(exchange, 503, "{\"code\":\"unavailable\"}");
                } else if (defined == null || !query.contains("tenant=" + defined.tenantId())) {
                    send(exchange, 404, "{\"code\":\"not_found\"}");
                } else if (query.contains("known_revision=" + defined.revision())) {
                    send(exchange, 304, null);
                } else {
                    send(exchange, 200, Json.mapper().writeValueAsString(defined));
                }
            }
            default -> {
                TenantDefined defined = tenants.get(UUID.fromString(path[path.length - 1]));
                send(
                        exchange,
                        defined == null ? 404 : 200,
                        defined == null ? "{}" : Json.mapper().writeValueAsString(defined));
            }
        }
    }

    private void answerFields(HttpExchange exchange) throws IOException {
        Map<String, List<UUID>> requiredIn = new LinkedHashMap<>();
        Map<String, FieldDefinition> fields = new LinkedHashMap<>();
        campaigns.values().stream()
                .filter(each -> exchange.getRequestURI().getQuery().contains("tenant=" + each.tenantId()))
                .sorted(Comparator.comparing(CampaignDefined::campaignId))
                .forEach(campaign -> campaign.fields().stream()
                        .filter(field -> field.level() == FieldLevel.CUSTOMER)
                        .forEach(field -> {
                            fields.putIfAbsent(field.name(), field);
                            List<UUID> required = requiredIn.computeIfAbsent(field.name(), any -> new ArrayList<>());
                            if (field.required()) {
                                required.add(campaign.campaignId());
                            }
                        }));
        List<CustomerField> answer = fields.values().stream()
                .map(field -> new CustomerField(
                        field.name(),
                        field.title(),
                        field.type(),
                        field.system(),
                        field.values(),
                        requiredIn.getOrDefault(field.name(), List.of())))
                .toList();
        send(exchange, 200, Json.mapper().writeValueAsString(answer));
    }

    private void answerNames(HttpExchange exchange) throws IOException {
        CampaignNames.Query query = Json.mapper().readValue(exchange.getRequestBody(), CampaignNames.Query.class);
        Map<UUID, String> names = new HashMap<>();
        for (UUID id : query.campaignIds()) {
            CampaignDefined campaign = campaigns.get(id);
            if (campaign != null && campaign.tenantId().equals(query.tenantId())) {
                names.put(id, campaign.name() + " " + id);
            }
        }
        send(exchange, 200, Json.mapper().writeValueAsString(new CampaignNames.Response(names)));
    }

    /** Stands for upload- and communication-service at once; not finished as many times as it was set to. */
    private void answerErasure(HttpExchange exchange) throws IOException {
        Json.mapper().readValue(exchange.getRequestBody(), Erasure.Order.class);
        boolean finished = erasing.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
        send(exchange, 200, Json.mapper().writeValueAsString(new Erasure.Progress(finished)));
    }

    private static void send(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
