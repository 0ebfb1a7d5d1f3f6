package campaignflows.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of one service.
 *
 * @param service its name
 * @param prefix put before names that another service uses for something else
 */
public record ApiDocument(String service, String prefix, ObjectNode json) {}
