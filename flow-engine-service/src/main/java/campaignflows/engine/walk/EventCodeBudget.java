package campaignflows.engine.walk;

import campaignflows.engine.value.CodeBudget;
import campaignflows.platform.expression.Limits;
import java.time.Duration;
import java.util.UUID;

/** What the code of all walks of one event has used, and may still use. */
final class EventCodeBudget implements CodeBudget {
    /** About as much as two scripts may. */
    private static final long MAX_STEPS = 10_000_000;

    private static final long MAX_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long QUICK_STEPS = 20_000;
    private static final Duration QUICK = Duration.ofMillis(10);

    private final CampaignCodeBudgets codeBudgets;
    private final UUID campaignId;
    private long steps;
    private long nanos;

    EventCodeBudget(CampaignCodeBudgets codeBudgets, UUID campaignId) {
        this.codeBudgets = codeBudgets;
        this.campaignId = campaignId;
    }

    @Override
    public Limits within(Limits usual) {
        boolean quick = codeBudgets.isSpent(campaignId);
        if (steps == 0 && !quick) {
            return usual;
        }
        Duration left = Duration.ofNanos(Math.max(1, MAX_NANOS - nanos));
        Duration most = quick ? QUICK : usual.time();
        return new Limits(
                Math.min(quick ? QUICK_STEPS : usual.steps(), Math.max(0, MAX_STEPS - steps)),
                usual.bytes(),
                usual.depth(),
                left.compareTo(most) < 0 ? left : most);
    }

    @Override
    public void used(long moreSteps, long moreNanos) {
        steps += moreSteps;
        nanos += moreNanos;
        codeBudgets.used(campaignId, moreNanos);
    }

    /** Whether no more code may be evaluated: the walk ends here. */
    boolean isSpent() {
        return steps >= MAX_STEPS || nanos >= MAX_NANOS;
    }
}
