package campaignflows.engine.protocol;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.values.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who and what there is: customers of three partitions in two shards, and campaigns whose flows leave traces of every walk
 * that is lost, repeated, out of order, or blind for what an earlier one did.
 */
final class TestCampaigns {
    /** Contacts whoever was not contacted yet: two of its messages to one participant prove a walk that was blind. */
    static final UUID CONTACT = flow(1);

    /** Counts to {@link #LIMIT}, each count an event that makes it count again. */
    static final UUID COUNT = flow(2);

    /** Counts the communications that ended. */
    static final UUID ANSWER = flow(3);

    /** Cancels what is planned for who is marked so. */
    static final UUID CANCEL = flow(4);

    /** Changes a value whenever a value changed, until the depth of the chain ends it. */
    static final UUID FLIP = flow(5);

    /** Hands whoever was reached over to {@link #HANDED_OVER}. */
    static final UUID REACHED = flow(6);

    static final UUID HANDED_OVER = flow(7);

    /** Claims an identifier that one customer alone can have. */
    static final UUID CLAIM = flow(8);

    /** Marks whoever has it: the mark of anybody else proves a walk that saw an update which was not made. */
    static final UUID CLAIMED = flow(9);

    static final String ONLY_ONE = "only-one";

    static final int LIMIT = 3;
    static final List<Integer> PARTITIONS = List.of(0, 1, 4);
    static final List<Integer> SHARDS = List.of(0, 1);

    private record Pattern(int run, FlowChoice choice) {}

    private static final List<UUID> CUSTOMERS = new ArrayList<>();
    private static final Map<Pattern, CampaignDefined> PATTERNS = new ConcurrentHashMap<>();

    static {
        for (long n = 1; CUSTOMERS.size() < 6; n++) {
            UUID id = new UUID(0xc0000000_00007000L, 0x8000000000000000L + n);
            int partition = PARTITIONS.get(CUSTOMERS.size() % PARTITIONS.size());
            if (Shards.partitionOf(id.toString()) == partition) {
                CUSTOMERS.add(id);
            }
        }
    }

    private TestCampaigns() {}

    /** Six, in turn of the three partitions. */
    static List<UUID> customers() {
        return CUSTOMERS;
    }

    private static UUID flow(long n) {
        return new UUID(0xf0000000_00007000L, 0x8000000000000000L + n);
    }

    static UUID campaign(long n) {
        return new UUID(0xa0000000_00007000L, 0x8000000000000000L + n);
    }

    /** The name by which a contact of this run is known. */
    static String contactOf(int run) {
        return "HELLO_" + run;
    }

    /** The definition as of a revision; its flows bear the number of the run that they were changed for. */
    static CampaignDefined definition(UUID id, long revision, CampaignStatus status, int run, FlowChoice choice) {
        CampaignDefined pattern = PATTERNS.computeIfAbsent(new Pattern(run, choice), TestCampaigns::drawn);
        return new CampaignDefined(
                pattern.tenantId(),
                id,
                pattern.name(),
                revision,
                status,
                run,
                true,
                pattern.fields(),
                pattern.flows(),
                pattern.communicationResults());
    }

    private static CampaignDefined drawn(Pattern pattern) {
        WalkFixture fixture = new WalkFixture()
                .field("note", FieldType.STRING)
                .field("count", FieldType.INTEGER)
                .field("answers", FieldType.INTEGER)
                .field("flip", FieldType.BOOLEAN)
                .field("claimed", FieldType.BOOLEAN)
                .field("total", FieldType.INTEGER, FieldLevel.CUSTOMER)
                .flow(
                        CONTACT,
                        String.join(
                                ",",
                                WalkFixture.node("created", "participant_created", "{}"),
                                WalkFixture.node("updated", "participant_updated", "{}"),
                                WalkFixture.check("guard", "communication.name", "is_not_set", null),
                                WalkFixture.communication("send", "telegram", contactOf(pattern.run()))),
                        String.join(
                                ",",
                                WalkFixture.edge("created", "out", "guard"),
                                WalkFixture.edge("updated", "out", "guard"),
                                WalkFixture.edge("guard", "match", "send")))
                .flow(
                        COUNT,
                        String.join(
                                ",",
                                WalkFixture.node("updated", "participant_updated", "{}"),
                                WalkFixture.check(
                                        "few", "participant.count", "lt", WalkFixture.literal("\"" + LIMIT + "\"")),
                                WalkFixture.update(
                                        "add",
                                        "participant.count",
                                        code("participant.count + 1"),
                                        "customer.total",
                                        code("customer.total + 1"))),
                        String.join(
                                ",",
                                WalkFixture.edge("updated", "out", "few"),
                                WalkFixture.edge("few", "match", "add")))
                .flow(
                        ANSWER,
                        String.join(
                                ",",
                                WalkFixture.node("ended", "communication_ended", "{}"),
                                WalkFixture.update(
                                        "add",
                                        "participant.answers",
                                        code("participant.answers + 1"),
                                        "customer.total",
                                        code("customer.total + 1"))),
                        WalkFixture.edge("ended", "out", "add"))
                .flow(
                        CANCEL,
                        String.join(
                                ",",
                                WalkFixture.node("updated", "participant_updated", "{}"),
                                WalkFixture.check(
                                        "marked", "participant.note", "equals", WalkFixture.literal("\"cancel\"")),
                                WalkFixture.node("cancel", "cancel_communications", "{}")),
                        String.join(
                                ",",
                                WalkFixture.edge("updated", "out", "marked"),
                                WalkFixture.edge("marked", "match", "cancel")));
        fixture.flow(
                        REACHED,
                        String.join(
                                ",",
                                WalkFixture.node("updated", "communication_updated", "{}"),
                                WalkFixture.node("over", "to_another_flow", "{\"flow_id\": \"" + HANDED_OVER + "\"}")),
                        WalkFixture.edge("updated", "out", "over"))
                .flow(
                        HANDED_OVER,
                        String.join(
                                ",",
                                WalkFixture.node("from", "from_another_flow", "{}"),
                                WalkFixture.check("known", "communication.name", "is_set", null)),
                        WalkFixture.edge("from", "out", "known"));
        if (pattern.choice().flips()) {
            fixture.flow(
                    FLIP,
                    String.join(
                            ",",
                            WalkFixture.node("updated", "participant_updated", "{}"),
                            WalkFixture.update("turn", "participant.flip", code("not participant.flip"))),
                    WalkFixture.edge("updated", "out", "turn"));
        }
        if (pattern.choice().claims()) {
            fixture.flow(
                            CLAIM,
                            String.join(
                                    ",",
                                    WalkFixture.node("updated", "participant_updated", "{}"),
                                    WalkFixture.update(
                                            "claim",
                                            "customer.external_id",
                                            WalkFixture.literal("\"" + ONLY_ONE + "\""))),
                            WalkFixture.edge("updated", "out", "claim"))
                    .flow(
                            CLAIMED,
                            String.join(
                                    ",",
                                    WalkFixture.node("updated", "participant_updated", "{}"),
                                    WalkFixture.check(
                                            "has",
                                            "customer.external_id",
                                            "equals",
                                            WalkFixture.literal("\"" + ONLY_ONE + "\"")),
                                    WalkFixture.update("mark", "participant.claimed", WalkFixture.literal("true"))),
                            String.join(
                                    ",",
                                    WalkFixture.edge("updated", "out", "has"),
                                    WalkFixture.edge("has", "match", "mark")));
        }
        CampaignDefined drawn = fixture.campaign();
        List<Flow> flows = drawn.flows().stream()
                .map(flow -> new Flow(flow.id(), flow.name(), flow.active(), pattern.run(), flow.nodes(), flow.edges()))
                .toList();
        return new CampaignDefined(
                drawn.tenantId(),
                drawn.campaignId(),
                drawn.name(),
                drawn.revision(),
                drawn.status(),
                drawn.run(),
                true,
                drawn.fields(),
                flows,
                List.of());
    }

    private static String code(String expression) {
        return "{\"kind\": \"expression\", \"code\": \"" + expression + "\"}";
    }
}
