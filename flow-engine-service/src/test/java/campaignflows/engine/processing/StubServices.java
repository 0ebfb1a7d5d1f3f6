package campaignflows.engine.processing;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.Position;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for participant-, campaign-service and gateway over real HTTP: it keeps the walk protocol's contract in memory
 * (a commit takes effect if and only if the position is its start) and fails where a test wants it to.
 */
public final class StubServices implements AutoCloseable {

    /** What goes wrong with a request. */
    enum Fault {
        NONE,
        /** The connection breaks before anything happened. */
        BREAKS_BEFORE,
        /** It happens, and the connection breaks before the answer. */
        BREAKS_AFTER,
        /** The service is there, and says that it cannot now. */
        UNAVAILABLE,
        /** The stored positions belong to another topic. */
        CONFLICT
    }

    private final HttpServer server;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<UUID, ParticipantSnapshot> participants = new HashMap<>();
    private final Map<UUID, CampaignDefined> campaigns = new ConcurrentHashMap<>();
    private final Map<UUID, TenantDefined> tenants = new ConcurrentHashMap<>();
    private final List<EventEffects> effects = new ArrayList<>();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile Function<String, Fault> faults = path -> Fault.NONE;

    public StubServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Decides by the path of each request what goes wrong with it. Asked on the thread of the request: it may wait. */
    void fail(Function<String, Fault> newFaults) {
        faults = newFaults;
    }

    public void keep(CampaignDefined campaign) {
        campaigns.put(campaign.campaignId(), campaign);
    }

    public void keep(TenantDefined tenant) {
        tenants.put(tenant.id(), tenant);
    }

    public synchronized void keep(ParticipantSnapshot participant) {
        participants.put(participant.participantId(), participant);
    }

    /** The effects that were committed, in order. */
    public synchronized List<EventEffects> effects() {
        return List.copyOf(effects);
    }

    /** The plans that were committed. */
    public synchronized List<PlanCommunication> plans() {
        return effects.stream()
                .flatMap(event -> event.commands().stream())
                .map(EmittedCommand::command)
                .filter(PlanCommunication.class::isInstance)
                .map(PlanCommunication.class::cast)
                .toList();
    }

    public synchronized List<EmittedWalk> walks() {
        return effects.stream().flatMap(event -> event.walks().stream()).toList();
    }

    synchronized long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    int commits() {
        return commits.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault = faults.apply(path);
            switch (fault) {
                case NONE, BREAKS_AFTER -> {
                    Response answer = answer(path, body);
                    if (fault == Fault.NONE) {
                        send(exchange, answer.status(), answer.body());
                    }
                }
                case BREAKS_BEFORE -> {}
                case UNAVAILABLE -> send(exchange, 503, problem("unavailable"));
                case CONFLICT -> send(exchange, 409, problem("conflict"));
            }
        }
    }

    private record Response(int status, @Nullable Object body) {}

    private Response answer(String path, byte[] body) throws IOException {
        if (path.equals("/internal/v1/walks/begin")) {
            return new Response(200, begin(Json.mapper().readValue(body, Begin.class)));
        }
        if (path.equals("/internal/v1/walks/commit")) {
            return commit(Json.mapper().readValue(body, Commit.class))
                    ? new Response(204, null)
                    : new Response(409, problem("conflict"));
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/internal/v1/walks/positions/")) {
            int partition = Integer.parseInt(last);
            return new Response(200, new Position(partition, position(partition)));
        }
        if (path.startsWith("/internal/v1/tenants/")) {
            return found(tenants.get(UUID.fromString(last)));
        }
        if (path.endsWith("/definition")) {
            return found(campaigns.get(UUID.fromString(path.split("/")[4])));
        }
        return found(null);
    }

    private static Response found(@Nullable Object body) {
        return body == null ? new Response(404, problem("not_found")) : new Response(200, body);
    }

    private static Map<String, String> problem(String code) {
        return Map.of("code", code, "detail", "The stand-in says " + code);
    }

    private static void send(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized BeginResponse begin(Begin begin) {
        long position = position(begin.partition());
        return new BeginResponse(
                position,
                position != begin.from()
                        ? List.of()
                        : begin.participantIds().stream()
                                .map(participants::get)
                                .filter(Objects::nonNull)
                                .toList());
    }

    private synchronized boolean commit(Commit commit) {
        if (position(commit.partition()) != commit.from()) {
            return false;
        }
        positions.put(commit.partition(), commit.to());
        commits.incrementAndGet();
        commit.events().forEach(this::apply);
        return true;
    }

    private void apply(EventEffects event) {
        effects.add(event);
        ParticipantSnapshot before = participants.get(event.participantId());
        if (before == null) {
            return;
        }
        Map<String, String> customer = new HashMap<>(before.customer());
        Map<String, String> participant = new HashMap<>(before.participant());
        for (FieldUpdate update : event.updates()) {
            Map<String, String> values = update.level() == FieldLevel.CUSTOMER ? customer : participant;
            if (update.value() == null) {
                values.remove(update.name());
            } else {
                values.put(update.name(), update.value());
            }
        }
        CommunicationState last = before.lastCommunication();
        for (EmittedCommand emitted : event.commands()) {
            if (emitted.command() instanceof PlanCommunication plan) {
                last = new CommunicationState(
                        plan.communicationId(),
                        plan.name(),
                        CommunicationStatus.PLANNED,
                        plan.channel(),
                        plan.agentId(),
                        Map.of(),
                        plan.createdAt());
            }
        }
        participants.put(
                before.participantId(),
                new ParticipantSnapshot(
                        before.tenantId(),
                        before.campaignId(),
                        before.participantId(),
                        before.customerId(),
                        before.objectId(),
                        before.timezone(),
                        customer,
                        participant,
                        last,
                        before.activeRun()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
