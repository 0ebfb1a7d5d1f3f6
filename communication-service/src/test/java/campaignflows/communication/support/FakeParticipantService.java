package campaignflows.communication.support;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.contracts.participant.TelegramChat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps participant-service's contract: knows who a test has added, and refuses calls without token. */
public final class FakeParticipantService implements QuarkusTestResourceLifecycleManager {
    /** Tenant by participant. */
    public static final Map<UUID, UUID> KNOWN = new ConcurrentHashMap<>();

    /** Tenant by customer. */
    public static final Map<UUID, UUID> CUSTOMERS = new ConcurrentHashMap<>();

    /** Web ids of participants. */
    public static final Map<UUID, String> WEB_IDS = new ConcurrentHashMap<>();

    /** Campaigns of participants. */
    public static final Map<UUID, UUID> CAMPAIGNS = new ConcurrentHashMap<>();

    /** Customers by identifiers of a tenant's contacts; whom nobody has added gets one. */
    public static final Map<List<Object>, UUID> CONTACTS = new ConcurrentHashMap<>();

    /** Customers by the sessions that were told. */
    public static final Map<InboundContact.Session, UUID> TOLD = new ConcurrentHashMap<>();

    /** Telegram chats by customer. */
    public static final Map<UUID, String> CHATS = new ConcurrentHashMap<>();

    /** Channels by customer. */
    public static final Map<UUID, Set<ChannelType>> OPT_OUTS = new ConcurrentHashMap<>();

    public static final AtomicInteger OPT_OUT_CHANGES = new AtomicInteger();

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            created.createContext("/internal/v1/participants/contacts", FakeParticipantService::answer);
            created.createContext("/internal/v1/customers/", FakeParticipantService::answerCustomer);
            created.createContext("/internal/v1/campaigns/", FakeParticipantService::answerParticipant);
            created.createContext("/internal/v1/customers/contacts", FakeParticipantService::answerContact);
            created.createContext("/internal/v1/tenants/", FakeParticipantService::answerTenant);
            created.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            created.start();
            server = created;
            String address = "http://127.0.0.1:" + created.getAddress().getPort();
            return Map.of("campaignflows.services.participant", address, "campaignflows.services.gateway", address);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token == null || !token.startsWith("Bearer ")) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            ContactPoints.Query query = Json.mapper().readValue(exchange.getRequestBody(), ContactPoints.Query.class);
            List<ContactPoints.Contact> contacts = query.participantIds().stream()
                    .filter(KNOWN::containsKey)
                    .map(id -> new ContactPoints.Contact(
                            java.util.Objects.requireNonNull(KNOWN.get(id)),
                            CAMPAIGNS.get(id),
                            id,
                            addresses(id),
                            Set.of()))
                    .toList();
            byte[] body = Json.mapper().writeValueAsBytes(new ContactPoints.Response(contacts));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<ChannelType, String> addresses(UUID participantId) {
        String webId = WEB_IDS.get(participantId);
        return webId == null
                ? Map.of(ChannelType.EMAIL, participantId + "@example.org", ChannelType.VOICE, "4930123456")
                : Map.of(ChannelType.WEB, webId);
    }

    private static void answerContact(HttpExchange exchange) throws IOException {
        try (exchange) {
            Object answer;
            if (exchange.getRequestURI().getPath().endsWith("/batch")) {
                InboundContact.BatchQuery query =
                        Json.mapper().readValue(exchange.getRequestBody(), InboundContact.BatchQuery.class);
                answer = new InboundContact.BatchResponse(query.contacts().stream()
                        .map(each -> new InboundContact.Owner(owner(query.tenantId(), each.identifiers())))
                        .toList());
            } else {
                InboundContact.Query query =
                        Json.mapper().readValue(exchange.getRequestBody(), InboundContact.Query.class);
                answer = new InboundContact.Response(owner(query.tenantId(), query.identifiers()));
            }
            byte[] body = Json.mapper().writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static UUID owner(UUID tenant, Map<String, String> identifiers) {
        return CONTACTS.computeIfAbsent(List.<Object>of(tenant, identifiers), any -> Ids.v7());
    }

    private static void answerParticipant(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            UUID participant = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
            UUID tenant = KNOWN.get(participant);
            UUID asked = UUID.fromString(path.split("/")[4]);
            boolean found = tenant != null
                    && exchange.getRequestURI().getQuery().contains("tenant=" + tenant)
                    && asked.equals(CAMPAIGNS.getOrDefault(participant, asked));
            exchange.sendResponseHeaders(found ? 204 : 404, -1);
        }
    }

    private static void answerCustomer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/internal/v1/customers/incoming-sessions")) {
                Json.mapper()
                        .readValue(exchange.getRequestBody(), InboundContact.Sessions.class)
                        .sessions()
                        .forEach(each -> TOLD.put(each.session(), each.customerId()));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            if (path.endsWith("/incoming-sessions")) {
                InboundContact.Session session =
                        Json.mapper().readValue(exchange.getRequestBody(), InboundContact.Session.class);
                TOLD.put(session, UUID.fromString(path.split("/")[4]));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            if (path.endsWith("/telegram-chat")) {
                answerChat(exchange, UUID.fromString(path.split("/")[4]));
                return;
            }
            if (path.endsWith("/opt-outs")) {
                answerOptOuts(exchange, UUID.fromString(path.split("/")[4]));
                return;
            }
            UUID tenant = CUSTOMERS.get(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
            boolean found =
                    tenant != null && exchange.getRequestURI().getQuery().contains("tenant=" + tenant);
            exchange.sendResponseHeaders(found ? 204 : 404, -1);
        }
    }

    /** The gateway's part. */
    private static void answerTenant(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = Json.mapper()
                    .writeValueAsBytes(new TenantDefined(
                            UUID.fromString(path.substring(path.lastIndexOf('/') + 1)),
                            "Ann & Sons",
                            1,
                            ZoneId.of("UTC"),
                            "yyyy-MM-dd",
                            null));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void answerChat(HttpExchange exchange, UUID customer) throws IOException {
        if (!CUSTOMERS.containsKey(customer)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        Object answer = new TelegramChat.Answer(customer, CHATS.get(customer));
        if (exchange.getRequestMethod().equals("POST")) {
            TelegramChat.Tie tie = Json.mapper().readValue(exchange.getRequestBody(), TelegramChat.Tie.class);
            CHATS.put(customer, tie.telegramId());
            CONTACTS.put(List.<Object>of(tie.tenantId(), Map.of("telegram_id", tie.telegramId())), customer);
            answer = new TelegramChat.Tied(TelegramChat.Outcome.TIED);
        }
        byte[] body = Json.mapper().writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void answerOptOuts(HttpExchange exchange, UUID customer) throws IOException {
        Set<ChannelType> now = OPT_OUTS.computeIfAbsent(customer, any -> EnumSet.noneOf(ChannelType.class));
        if (exchange.getRequestMethod().equals("POST")) {
            OptOuts.Change change = Json.mapper().readValue(exchange.getRequestBody(), OptOuts.Change.class);
            now.removeAll(change.optIn());
            now.addAll(change.optOut());
            OPT_OUT_CHANGES.incrementAndGet();
        }
        byte[] body = Json.mapper().writeValueAsBytes(new OptOuts.Response(now));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
