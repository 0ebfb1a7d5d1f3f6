package campaignflows.platform.contracts.flow;

/** Where an edge leaves its node. */
public enum Port {
    OUT,
    MATCH,
    ELSE
}
