package campaignflows.platform.contracts.audit;

/** Who may cause a change. */
public enum ActorKind {
    /** A person who has signed in. */
    USER,
    API_KEY,
    /** The operator of the installation. */
    OPERATOR,
    /** A service of this system, by itself. */
    SYSTEM
}
