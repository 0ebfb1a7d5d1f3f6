package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a Field Check costs of the heap, which is what limits thousands of events a batch: hardly more than its step of the
 * walk's record, which has to be kept. Counted by the virtual machine, in bytes, so that it is the same on every machine.
 */
class FieldCheckAllocationTest {
    private static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-00000000000f");
    private static final int FEW = 10;
    private static final int MANY = 110;
    private static final int WARM_UP = 3_000;
    private static final int WALKS = 500;

    /** A step of one operand, its list, and its place in the list of steps. */
    private static final long STEP_BYTES = 64;

    /** The property's value, what became of the check, a second operand. */
    private static final long MOST_BYTES = 240;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "STRING      | Ann                  | is_set     | none",
                "STRING      | Ann                  | equals     | 'Bob'",
                "EMAIL       | Ann@example.org      | equals     | 'bob@example.org'",
                "PHONE       | 491701234567         | equals     | '+49 170 1234568'",
                "INTEGER     | 42                   | gt         | 41",
                "NUMERIC     | 10.25                | lt         | 11.5",
                "BOOLEAN     | true                 | equals     | true",
                "ENUMERATION | gold                 | is_one_of  | ['silver', 'gold']",
                "DATE        | 2026-06-30           | is_before  | '2026-07-01'",
                "DATETIME    | 2026-06-30T10:00:00Z | is_before  | '2026-07-01T00:00:00Z'",
            })
    void leavesHardlyMoreThanItsStep(FieldType type, String text, String operator, @Nullable String json) {
        String value = json == null ? null : literal(json.replace('\'', '"'));
        long few = bytesOfAWalk(fixture(type, text, operator, value, FEW));
        long many = bytesOfAWalk(fixture(type, text, operator, value, MANY));

        long each = (many - few) / (MANY - FEW);
        assertThat(each).isBetween(STEP_BYTES, STEP_BYTES + MOST_BYTES);
    }

    /** A flow of so many checks, one after the other, whatever their outcome. */
    private static WalkFixture fixture(
            FieldType type, String text, String operator, @Nullable String value, int checks) {
        StringBuilder nodes = new StringBuilder(node("t", "participant_created", "{}"));
        StringBuilder edges = new StringBuilder(edge("t", "out", "n0"));
        for (int i = 0; i < checks; i++) {
            nodes.append(',').append(check("n" + i, "participant.x", operator, value));
            if (i > 0) {
                edges.append(',').append(edge("n" + (i - 1), "match", "n" + i));
                edges.append(',').append(edge("n" + (i - 1), "else", "n" + i));
            }
        }
        return new WalkFixture()
                .field(new FieldDefinition(
                        "x",
                        "x",
                        type,
                        FieldLevel.PARTICIPANT,
                        true,
                        false,
                        false,
                        type == FieldType.ENUMERATION ? List.of("silver", "gold", "bronze") : List.of()))
                .participant("x", text)
                .flow(FLOW, nodes.toString(), edges.toString());
    }

    private static long bytesOfAWalk(WalkFixture fixture) {
        CampaignRun run = fixture.active();
        EventWalker walker = fixture.walker();
        walk(fixture, walker, run, WARM_UP);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        walk(fixture, walker, run, WALKS);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / WALKS;
    }

    private static void walk(WalkFixture fixture, EventWalker walker, CampaignRun run, int times) {
        for (int i = 0; i < times; i++) {
            EventEffects effects = walker.walk(WalkFixture.createdEvent(), fixture.batch(), any -> run)
                    .orElseThrow()
                    .effects();
            assertThat(effects.walks().getFirst().walk().error()).isNull();
        }
    }
}
