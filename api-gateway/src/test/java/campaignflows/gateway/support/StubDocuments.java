package campaignflows.gateway.support;

import io.vertx.core.json.JsonObject;

/** The OpenAPI documents of the stubs, chosen to conflict. */
final class StubDocuments {
    private StubDocuments() {}

    static JsonObject of(String service) {
        return switch (service) {
            case "campaign-service" ->
                document("/api/v1/campaigns/{campaign}", "get", "Campaign", "integer")
                        .mergeIn(paths("/internal/v1/campaigns/{id}/definition"), true);
            case "participant-service" ->
                document("/api/v1/campaigns/{campaign_id}/participants", "get", "Page", "string");
            case "upload-service" ->
                document("/api/v1/campaigns/{campaign_id}/participants", "post", "Page", "integer");
            default -> new JsonObject().put("openapi", "3.1.0");
        };
    }

    private static JsonObject paths(String path) {
        return new JsonObject().put("paths", new JsonObject().put(path, new JsonObject()));
    }

    private static JsonObject document(String path, String method, String schema, String idType) {
        JsonObject answer = new JsonObject()
                .put(
                        "content",
                        new JsonObject().put("application/json", new JsonObject().put("schema", reference(schema))));
        JsonObject operation = new JsonObject()
                .put("operationId", method + schema)
                .put("responses", new JsonObject().put("200", answer));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("paths", new JsonObject().put(path, new JsonObject().put(method, operation)))
                .put(
                        "components",
                        new JsonObject()
                                .put(
                                        "schemas",
                                        new JsonObject()
                                                .put(schema, object("item", reference("Item")))
                                                .put("Item", object("id", new JsonObject().put("type", idType)))
                                                .put("Unused", new JsonObject().put("type", "string"))));
    }

    private static JsonObject object(String property, JsonObject type) {
        return new JsonObject().put("type", "object").put("properties", new JsonObject().put(property, type));
    }

    private static JsonObject reference(String schema) {
        return new JsonObject().put("$ref", "#/components/schemas/" + schema);
    }
}
