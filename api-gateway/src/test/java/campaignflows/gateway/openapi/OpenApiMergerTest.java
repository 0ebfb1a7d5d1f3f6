package campaignflows.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenApiMergerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OpenApiMerger merger = new OpenApiMerger(new OpenApiMerger.Routing() {
        @Override
        public Optional<String> reachedAt(String service, String method, String path) {
            return path.contains("hidden") ? Optional.empty() : Optional.of(path.replace("{word}", "order"));
        }

        @Override
        public List<String> callersOf(String method, String path) {
            return method.equals("POST") && path.equals("/api/v1/open") ? List.of() : List.of("admin", "viewer");
        }

        @Override
        public Optional<String> scopeOf(String method, String path) {
            return Optional.of("read");
        }
    });

    @Test
    void shouldDescribeAnOperationUnderThePathWhereItIsReached() {
        ObjectNode merged = merger.merge(List.of(document("a", """
                                {"paths": {"/api/v1/{id}/{word}": {"put": {"parameters": [
                                   {"in": "path", "name": "id"}, {"in": "path", "name": "word"}, {"in": "query", "name": "q"}]}}}}
                                """)), List.of());
        assertThat(names(merged.path("paths"))).containsExactly("/api/v1/{id}/order");
        assertThat(merged.at("/paths/~1api~1v1~1{id}~1order/put/parameters"))
                .extracting(parameter -> parameter.path("name").asText())
                .containsExactly("id", "q");
    }

    @Test
    void shouldKeepOnlyPublicRoutedPathsAndWhatTheyUse() {
        // given
        ApiDocument document = document("a-service", """
                {"paths": {"/api/v1/a": {"get": {"security": [{"x": []}], "responses": {"200": {"$ref": "#/components/responses/A"}}}},
                           "/api/v1/hidden": {"get": {}}, "/internal/v1/a": {"get": {}}},
                 "components": {"responses": {"A": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}},
                                "schemas": {"A": {"type": "object"}, "Secret": {"type": "object"}},
                                "securitySchemes": {"x": {"type": "http"}}}}
                """);
        // when
        ObjectNode merged = merger.merge(List.of(document), List.of());
        // then
        assertThat(names(merged.path("paths"))).containsExactly("/api/v1/a");
        assertThat(names(merged.at("/components/schemas"))).containsExactly("A");
        assertThat(names(merged.at("/components/responses"))).containsExactly("A");
        assertThat(names(merged.at("/components/securitySchemes"))).containsExactly("bearer");
        assertThat(merged.at("/paths/~1api~1v1~1a/get").has("security")).isFalse();
        assertThat(merged.at("/paths/~1api~1v1~1a/get/x-roles").toString()).isEqualTo("[\"admin\",\"viewer\"]");
        assertThat(merged.at("/paths/~1api~1v1~1a/get/x-scope").asText()).isEqualTo("read");
        assertThat(merged.at("/paths/~1api~1v1~1a/get/tags/0").asText()).isEqualTo("a-service");
        assertThat(merged.at("/security/0").has("bearer")).isTrue();
    }

    @Test
    void shouldShareEqualComponentsAndRenameClashingOnes() {
        // given: Page is alike in text, but its Item is not
        ApiDocument first = service("first", "string");
        ApiDocument same = service("same", "string");
        ApiDocument other = service("other", "integer");
        // when
        ObjectNode merged = merger.merge(List.of(first, same, other), List.of());
        // then
        assertThat(names(merged.at("/components/schemas")))
                .containsExactly("Item", "Page", "Pother_Item", "Pother_Page");
        assertThat(merged.at("/components/schemas/Pother_Page/properties/item/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Pother_Item");
        assertThat(merged.at("/components/schemas/Page/properties/item/$ref").asText())
                .isEqualTo("#/components/schemas/Item");
        assertThat(merged.at("/paths/~1api~1v1~1other/get/schema/$ref").asText())
                .isEqualTo("#/components/schemas/Pother_Page");
        assertThat(merged.at("/paths/~1api~1v1~1same/get/schema/$ref").asText()).isEqualTo("#/components/schemas/Page");
        assertThat(merged.at("/paths/~1api~1v1~1other/get/operationId").asText())
                .isEqualTo("Pother_list");
    }

    @Test
    void shouldJoinTheMethodsOfOnePathOfTwoServices() {
        ObjectNode merged = merger.merge(
                List.of(
                        document("a", "{\"paths\": {\"/api/v1/x\": {\"get\": {\"summary\": \"a\"}}}}"),
                        document("b", "{\"paths\": {\"/api/v1/x\": {\"post\": {\"summary\": \"b\"}}}}")),
                List.of("c-service"));
        assertThat(names(merged.at("/paths/~1api~1v1~1x"))).containsExactly("get", "post");
        assertThat(merged.at("/info/description").asText()).endsWith("these services do not answer: c-service.");
    }

    @Test
    void shouldSayWhatNeedsNoToken() {
        ObjectNode merged =
                merger.merge(List.of(document("a", "{\"paths\": {\"/api/v1/open\": {\"post\": {}}}}")), List.of());
        assertThat(merged.at("/paths/~1api~1v1~1open/post/security").isEmpty()).isTrue();
        assertThat(merged.at("/paths/~1api~1v1~1open/post").has("security")).isTrue();
    }

    private static ApiDocument service(String name, String idType) {
        return document(name, """
                {"paths": {"/api/v1/%s": {"get": {"operationId": "list", "schema": {"$ref": "#/components/schemas/Page"}}}},
                 "components": {"schemas": {
                   "Page": {"properties": {"item": {"$ref": "#/components/schemas/Item"}}},
                   "Item": {"properties": {"id": {"type": "%s"}}}}}}
                """.formatted(name, idType));
    }

    private static ApiDocument document(String service, String json) {
        try {
            return new ApiDocument(service, "P" + service, (ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
