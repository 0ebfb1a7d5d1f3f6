package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.values.FieldType;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rule E2: what code may use in all walks of an event, and in all events of a campaign. */
class SlowCodeTest {
    private static final UUID CAMPAIGN = UUID.fromString("00000000-0000-7000-8000-0000000000ca");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000cb");

    @Test
    void shouldEndAWalkWhoseCodeTakesTooLongAndRecordIt() {
        StringBuilder nodes = new StringBuilder(node("t", "participant_created", "{}"));
        StringBuilder edges = new StringBuilder();
        String before = "t";
        for (int i = 0; i < 15; i++) {
            nodes.append(",")
                    .append(node(
                            "n" + i,
                            "update_field",
                            "{'updates': [{'field': 'participant.visits', 'value': {'kind': 'expression',"
                                    + " 'code': 'sum(range(10 ** 9))'}}]}"));
            edges.append(i == 0 ? "" : ",").append(edge(before, "out", "n" + i));
            before = "n" + i;
        }
        nodes.append(",").append(communication("c", "telegram", "NEXT"));
        edges.append(",").append(edge(before, "out", "c"));

        EventEffects effects = new WalkFixture()
                .at("2026-06-27T22:30:00Z")
                .field("visits", FieldType.INTEGER)
                .flow(
                        UUID.fromString("00000000-0000-7000-8000-00000000000f"),
                        nodes.toString().replace('\'', '"'),
                        edges.toString())
                .created();

        WalkRecorded walk = WalkFixture.walk(effects);
        assertThat(walk.outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(walk.error()).isEqualTo("The code run for one event takes too long: the walk ends here");
        assertThat(walk.steps()).hasSizeBetween(3, 12);
        assertThat(walk.steps().getLast().message()).isEqualTo(walk.error());
        assertThat(WalkFixture.commands(effects)).isEmpty();
    }

    @Test
    void shouldLetQuickCodeGoOnWhereSlowCodeHasUsedUpItsTime() {
        AtomicLong nanos = new AtomicLong();
        CampaignCodeBudgets codeBudgets = new CampaignCodeBudgets(nanos::get, Duration.ofSeconds(1));
        long slow = Duration.ofMillis(400).toNanos();
        for (int i = 0; i < 1_000; i++) {
            codeBudgets.used(OTHER, Duration.ofMillis(19).toNanos());
        }
        codeBudgets.used(CAMPAIGN, slow);
        codeBudgets.used(CAMPAIGN, slow);
        assertThat(new EventCodeBudget(codeBudgets, CAMPAIGN).within(Limits.EXPRESSION))
                .isEqualTo(Limits.EXPRESSION);

        codeBudgets.used(CAMPAIGN, slow);
        Limits spent = new EventCodeBudget(codeBudgets, CAMPAIGN).within(Limits.EXPRESSION);

        assertThat(spent.steps()).isEqualTo(20_000);
        assertThat(spent.time()).isEqualTo(Duration.ofMillis(10));
        assertThat(new EventCodeBudget(codeBudgets, OTHER).within(Limits.SCRIPT))
                .isEqualTo(Limits.SCRIPT);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(new EventCodeBudget(codeBudgets, CAMPAIGN).within(Limits.EXPRESSION))
                .as("a twentieth of the time that passes comes back")
                .isEqualTo(Limits.EXPRESSION);
    }

    @Test
    void shouldGiveTheNextEvaluationWhatTheEventHasLeft() {
        EventCodeBudget code = new EventCodeBudget(new CampaignCodeBudgets(() -> 0, Duration.ofSeconds(10)), CAMPAIGN);

        code.used(9_500_000, Duration.ofMillis(2_900).toNanos());

        assertThat(code.within(Limits.EXPRESSION))
                .isEqualTo(new Limits(
                        500_000, Limits.EXPRESSION.bytes(), Limits.EXPRESSION.depth(), Duration.ofMillis(100)));
        assertThat(code.isSpent()).isFalse();
        code.used(500_000, 0);
        assertThat(code.isSpent()).isTrue();
        assertThat(code.within(Limits.SCRIPT).steps()).isZero();
    }
}
