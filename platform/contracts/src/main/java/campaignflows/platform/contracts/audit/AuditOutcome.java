package campaignflows.platform.contracts.audit;

/** What became of what was asked for. */
public enum AuditOutcome {
    SUCCEEDED,
    /** The caller may not do this. */
    REFUSED,
    /** Tried in vain, such as a sign-in with a wrong password. */
    FAILED
}
