package campaignflows.platform.contracts.walk;

/** How a walk ended. */
public enum WalkOutcome {
    /** It reached the end of its path. */
    COMPLETED,
    /** It was ended with an error, which is recorded. */
    FAILED,
    /** It was not started, or its effects were dropped; the error says why. */
    NOT_WALKED
}
