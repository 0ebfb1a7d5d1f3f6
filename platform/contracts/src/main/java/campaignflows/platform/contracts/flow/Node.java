package campaignflows.platform.contracts.flow;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * A node of a flow. Its settings may still be incomplete: a draft is saved as it is, and activation requires the rest.
 *
 * @param id   chosen by the client, unique in the flow
 * @param name given by people; may be empty
 */
@JsonDeserialize(using = NodeDeserializer.class)
public record Node(String id, NodeType type, String name, Position position, NodeSettings settings) {}
