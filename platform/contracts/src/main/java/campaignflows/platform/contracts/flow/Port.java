package campaignflows.platform.contracts.flow;

/** The point where an edge leaves its node. */
public enum Port {
    OUT,
    MATCH,
    ELSE
}
