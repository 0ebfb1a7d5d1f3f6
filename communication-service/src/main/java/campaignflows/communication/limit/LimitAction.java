package campaignflows.communication.limit;

/** What becomes of a communication that a limit keeps from being sent. */
public enum LimitAction {
    /** It is sent later, as soon as the limit lets it. */
    POSTPONE,
    /** It is Skipped with the reason. */
    SKIP
}
