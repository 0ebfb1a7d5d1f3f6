package campaignflows.platform.contracts.flow;

/** A connection from a port of one node to another node. */
public record Edge(String id, String source, Port port, String target) {}
