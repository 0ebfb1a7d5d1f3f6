package campaignflows.engine.value;

import campaignflows.platform.expression.Limits;

/** What the code of one event's walks may use together. Used by one thread. */
public interface CodeBudget {
    /** What the next evaluation may use of what is usual. */
    Limits within(Limits usual);

    void used(long steps, long nanos);
}
