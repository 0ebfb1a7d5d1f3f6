package campaignflows.engine.value;

import campaignflows.platform.expression.Limits;

/** What the code of one event's walks may use in total. Used by one thread. */
public interface CodeBudget {
    /** The limits of the next evaluation, within the usual ones. */
    Limits within(Limits usual);

    void used(long steps, long nanos);
}
