package campaignflows.campaign.stub;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.definition.LastUploads;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.definition.TenantDefined;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stubs of participant-, communication-, upload-service and gateway: what they return, and what they received. */
public final class OtherServices implements AutoCloseable {
    /** The one set of a test run; the application's configuration names its addresses. */
    public static final OtherServices INSTANCE = new OtherServices();

    public final StubService participant = new StubService(this::participant);
    public final StubService communication = new StubService(this::communication);
    public final StubService gateway = new StubService(this::gateway);

    public final StubService upload = new StubService(this::upload);

    public final SupersetServer superset = new SupersetServer();

    private final AtomicReference<Object> subjects = new AtomicReference<>(Map.of());
    private final Map<UUID, Instant> lastUploads = new ConcurrentHashMap<>();
    private final Map<UUID, List<AgentSummary>> agents = new ConcurrentHashMap<>();
    private final Set<String> fieldsInUse = ConcurrentHashMap.newKeySet();
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();
    private final List<RunState> participantRuns = new CopyOnWriteArrayList<>();
    private final List<RunState> communicationRuns = new CopyOnWriteArrayList<>();

    private OtherServices() {}

    public void agentsOf(UUID tenant, AgentSummary... all) {
        agents.put(tenant, List.of(all));
    }

    /** Says that values of the field exist in the campaign, or for a Customer Profile field in the tenant. */
    public void hasValues(UUID campaign, String field) {
        fieldsInUse.add(campaign + " " + field);
    }

    /** Says that no values of the field exist any more. */
    public void hasNoValues(UUID campaign, String field) {
        fieldsInUse.remove(campaign + " " + field);
    }

    /** Says that the campaign has no such participant; it has all that nothing is said of. */
    public void hasNoParticipant(UUID campaign, UUID participant) {
        foreign.add("/internal/v1/campaigns/" + campaign + "/participants/" + participant);
    }

    /** The states of the campaign's runs that participant-service received, in order. */
    public List<RunState> participantRuns(UUID campaign) {
        return participantRuns.stream()
                .filter(state -> state.campaignId().equals(campaign))
                .toList();
    }

    /** The states of the campaign's runs that communication-service received, in order. */
    public List<RunState> communicationRuns(UUID campaign) {
        return communicationRuns.stream()
                .filter(state -> state.campaignId().equals(campaign))
                .toList();
    }

    public void allWork() {
        participant.works();
        communication.works();
        gateway.works();
        upload.works();
        superset.works();
    }

    private @Nullable Object participant(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        if (path.endsWith("/run")) {
            participantRuns.add(Json.mapper().readValue(request.getRequestBody(), RunState.class));
            return null;
        }
        if (path.contains("/simulation-subjects")) {
            return subjects.get();
        }
        if (path.startsWith("/internal/v1/campaigns/") && path.contains("/participants/")) {
            return foreign.contains(path) ? StubService.NOT_FOUND : null;
        }
        String query = request.getRequestURI().getQuery();
        return Map.of("in_use", fieldsInUse.contains(parameter(query, "campaign") + " " + parameter(query, "name")));
    }

    private @Nullable Object communication(HttpExchange request) throws IOException {
        if (request.getRequestURI().getPath().endsWith("/run")) {
            communicationRuns.add(Json.mapper().readValue(request.getRequestBody(), RunState.class));
            return null;
        }
        return agents.getOrDefault(
                UUID.fromString(parameter(request.getRequestURI().getQuery(), "tenant")), List.of());
    }

    /** Says what participant-service answers when it is asked who takes part. */
    public void subjectsAre(Object answer) {
        subjects.set(answer);
    }

    /** Says when the campaign's last upload ended. */
    public void lastUpload(UUID campaign, Instant at) {
        lastUploads.put(campaign, at);
    }

    private Object upload(HttpExchange request) throws IOException {
        LastUploads.Query query = Json.mapper().readValue(request.getRequestBody(), LastUploads.Query.class);
        return new LastUploads.Response(query.campaignIds().stream()
                .filter(lastUploads::containsKey)
                .collect(Collectors.toMap(Function.identity(), lastUploads::get)));
    }

    private Object gateway(HttpExchange request) {
        String path = request.getRequestURI().getPath();
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return new TenantDefined(id, "Test", 1, ZoneId.of("Europe/Berlin"), "dd.MM.yyyy", "DE");
    }

    private static String parameter(String query, String name) {
        for (String part : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new IllegalArgumentException("Expected the parameter " + name + ", but the query is " + query);
    }

    @Override
    public void close() {
        participant.close();
        communication.close();
        gateway.close();
        upload.close();
        superset.close();
    }
}
