package campaignflows.platform.contracts.communication;

/** How an agent holds its conversations (rule M5). */
public enum AgentKind {
    /** Sends the templates of its communication. */
    MESSAGE,
    /** An agent platform with an HTTP API. */
    EXTERNAL,
    /** For tests: replies and results by configured odds. */
    SIMULATED
}
