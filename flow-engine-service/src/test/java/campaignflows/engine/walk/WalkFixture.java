package campaignflows.engine.walk;

import campaignflows.engine.graph.CampaignCompiler;
import campaignflows.engine.value.TenantFormats;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A campaign, one participant and a moment, to let flows walk in. Flows are written as people send them. */
public final class WalkFixture {
    public static final UUID TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");
    public static final UUID CAMPAIGN = UUID.fromString("00000000-0000-7000-8000-000000000002");
    public static final UUID PARTICIPANT = UUID.fromString("00000000-0000-7000-8000-000000000003");
    public static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-000000000004");
    public static final UUID AGENT = UUID.fromString("00000000-0000-7000-8000-000000000005");
    public static final UUID CHANNEL = UUID.fromString("00000000-0000-7000-8000-000000000006");
    public static final int RUN = 3;

    private static final String AGENT_AND_CHANNEL =
            "\"agent_id\": \"%s\", \"channel_id\": \"%s\"".formatted(AGENT, CHANNEL);

    private final List<FieldDefinition> fields = new ArrayList<>();
    private final List<ResultField> results = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final Map<String, String> customer = new HashMap<>();
    private final Map<String, String> participant = new HashMap<>();
    private Instant now = Instant.parse("2026-06-27T10:00:00Z");
    private String tenantZone = "UTC";
    private String dateFormat = "yyyy-MM-dd";
    private @Nullable String region;
    private @Nullable String zone;
    private @Nullable CommunicationState lastCommunication;
    private @Nullable Integer activeRun = RUN;

    public WalkFixture() {
        field("external_id", FieldType.STRING, FieldLevel.CUSTOMER);
        field("name", FieldType.STRING, FieldLevel.CUSTOMER);
        field("email", FieldType.EMAIL, FieldLevel.CUSTOMER);
        field("phone", FieldType.PHONE, FieldLevel.CUSTOMER);
        field("telegram_username", FieldType.STRING, FieldLevel.CUSTOMER);
        field("result", FieldType.BOOLEAN, FieldLevel.PARTICIPANT);
        field("result_at", FieldType.DATETIME, FieldLevel.PARTICIPANT);
    }

    public WalkFixture at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public WalkFixture tenantZone(String id) {
        tenantZone = id;
        return this;
    }

    public WalkFixture dateFormat(String pattern) {
        dateFormat = pattern;
        return this;
    }

    public WalkFixture region(String code) {
        region = code;
        return this;
    }

    public WalkFixture zone(@Nullable String id) {
        zone = id;
        return this;
    }

    public WalkFixture activeRun(@Nullable Integer run) {
        activeRun = run;
        return this;
    }

    public WalkFixture field(String name, FieldType type) {
        return field(name, type, FieldLevel.PARTICIPANT);
    }

    public WalkFixture field(String name, FieldType type, FieldLevel level) {
        return field(new FieldDefinition(name, name, type, level, true, false, false, List.of()));
    }

    public WalkFixture field(FieldDefinition field) {
        fields.add(field);
        return this;
    }

    public WalkFixture result(String name, FieldType type) {
        results.add(new ResultField(name, name, type, List.of()));
        return this;
    }

    public WalkFixture customer(String name, String text) {
        customer.put(name, text);
        return this;
    }

    public WalkFixture participant(String name, String text) {
        participant.put(name, text);
        return this;
    }

    public WalkFixture lastCommunication(CommunicationState communication) {
        lastCommunication = communication;
        return this;
    }

    /** A flow whose nodes and edges are given as JSON, without the enclosing brackets. */
    public WalkFixture flow(UUID id, String nodes, String edges) {
        flows.add(read("""
                {"id": "%s", "name": "f", "active": true, "revision": 7, "nodes": [%s], "edges": [%s]}
                """.formatted(id, nodes, edges), Flow.class));
        return this;
    }

    /** A flow of one Participant Created trigger, the node that is given ("n"), and what its ports lead to. */
    public WalkFixture flow(String node) {
        return flow(
                UUID.fromString("00000000-0000-7000-8000-00000000000f"),
                node("t", "participant_created", "{}") + "," + node + ","
                        + communication("matched", "telegram", "MATCHED") + ","
                        + communication("otherwise", "telegram", "OTHERWISE"),
                edge("t", "out", "n") + "," + edge("n", "match", "matched") + "," + edge("n", "else", "otherwise"));
    }

    public static String node(String id, String type, String settings) {
        return "{\"id\": \"%s\", \"type\": \"%s\", \"settings\": %s}".formatted(id, type, settings);
    }

    public static String edge(String source, String port, String target) {
        return "{\"id\": \"%1$s-%2$s\", \"source\": \"%1$s\", \"port\": \"%2$s\", \"target\": \"%3$s\"}"
                .formatted(source, port, target);
    }

    public static String communication(String id, String channel, String name) {
        return communication(id, channel, name, "");
    }

    /** @param more further settings, beginning with a comma */
    public static String communication(String id, String channel, String name, String more) {
        return node(
                id,
                channel + "_communication",
                "{\"communication_name\": \"%s\", %s%s}".formatted(name, AGENT_AND_CHANNEL, more));
    }

    public static String check(String id, String property, String operator, @Nullable String value) {
        return node(
                id,
                "field_check",
                "{\"property\": \"%s\", \"operator\": \"%s\"%s}"
                        .formatted(property, operator, value == null ? "" : ", \"value\": " + value));
    }

    public static String literal(String json) {
        return "{\"kind\": \"literal\", \"value\": " + json + "}";
    }

    public static String fieldValue(String path) {
        return "{\"kind\": \"field\", \"field\": \"" + path + "\"}";
    }

    public static String update(String id, String... fieldsAndValues) {
        List<String> updates = new ArrayList<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            updates.add("{\"field\": \"%s\", \"value\": %s}".formatted(fieldsAndValues[i], fieldsAndValues[i + 1]));
        }
        return node(id, "update_field", "{\"updates\": [" + String.join(",", updates) + "]}");
    }

    public CampaignDefined campaign() {
        return new CampaignDefined(TENANT, CAMPAIGN, "c", 11, CampaignStatus.ACTIVE, RUN, true, fields, flows, results);
    }

    public TenantDefined tenant() {
        return new TenantDefined(TENANT, "Tenant", 1, ZoneId.of(tenantZone), dateFormat, region);
    }

    public ParticipantSnapshot snapshot() {
        return snapshot(PARTICIPANT, CUSTOMER);
    }

    public ParticipantSnapshot snapshot(UUID participantId, UUID customerId) {
        return new ParticipantSnapshot(
                TENANT,
                CAMPAIGN,
                participantId,
                customerId,
                null,
                zone,
                customer,
                participant,
                lastCommunication,
                activeRun);
    }

    public CampaignRun active() {
        return new CampaignRun.Active(CampaignCompiler.compile(campaign(), TenantFormats.of(tenant())));
    }

    public EventWalker walker() {
        return new EventWalker(Clock.fixed(now, ZoneOffset.UTC), () -> 0);
    }

    public BatchState batch() {
        return new BatchState(List.of(snapshot()));
    }

    /** The effects of the participant's creation. */
    public EventEffects created() {
        return walk(createdEvent(), batch()).orElseThrow();
    }

    public Optional<EventEffects> walk(Envelope<ParticipantEvent> event, BatchState batch) {
        CampaignRun run = active();
        return walker().walk(event, batch, any -> run).map(SizedEffects::effects);
    }

    public static Envelope<ParticipantEvent> createdEvent() {
        return event(new ParticipantCreated(CAMPAIGN, PARTICIPANT, CUSTOMER, RUN), 0);
    }

    public static Envelope<ParticipantEvent> updatedEvent() {
        return event(new ParticipantUpdated(CAMPAIGN, PARTICIPANT, CUSTOMER, RUN), 0);
    }

    public static Envelope<ParticipantEvent> endedEvent(CommunicationState communication) {
        return event(new CommunicationEnded(CAMPAIGN, PARTICIPANT, CUSTOMER, RUN, communication), 0);
    }

    public static Envelope<ParticipantEvent> event(ParticipantEvent data, int depth) {
        return new Envelope<>(
                Ids.v7(),
                "test",
                TENANT,
                PARTICIPANT.toString(),
                Instant.parse("2026-06-27T09:00:00Z"),
                null,
                depth,
                data);
    }

    public static CommunicationState communicationState(
            String name, CommunicationStatus status, String createdAt, Map<String, String> results) {
        return new CommunicationState(
                Ids.v7(), name, status, ChannelType.TELEGRAM, AGENT, results, Instant.parse(createdAt));
    }

    /** The names of the communications that were planned, and CANCEL, in order. */
    public static List<String> commands(EventEffects effects) {
        return effects.commands().stream()
                .map(EmittedCommand::command)
                .map(WalkFixture::nameOf)
                .toList();
    }

    public static PlanCommunication plan(EventEffects effects) {
        return (PlanCommunication) effects.commands().getFirst().command();
    }

    private static String nameOf(CommunicationCommand command) {
        return command instanceof PlanCommunication plan ? plan.name() : "CANCEL";
    }

    /** The updates as {@code level.name=text}. */
    public static List<String> updates(EventEffects effects) {
        return effects.updates().stream().map(WalkFixture::textOf).toList();
    }

    private static String textOf(FieldUpdate update) {
        return update.level().name().toLowerCase(java.util.Locale.ROOT) + "." + update.name() + "=" + update.value();
    }

    public static WalkRecorded walk(EventEffects effects) {
        return effects.walks().getFirst().walk();
    }

    public static WalkRecorded.Step step(EventEffects effects, String nodeId) {
        return walk(effects).steps().stream()
                .filter(step -> step.nodeId().equals(nodeId))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.strictMapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
