package campaignflows.platform.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scanner's schemas, as it makes them from these records, are completed by what the records say. */
class OpenApiDefaultsTest {
    /** Sent and returned. */
    record Thing(
            UUID id,
            @Nullable String title,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer count,

            @JsonProperty("import") boolean imported,
            List<@Nullable String> tags,
            @Nullable Part part,
            Choice choice) {}

    record Part(String name) {}

    record Nothing() {}

    enum Size {
        SMALL,
        LARGE
    }

    record Sized(Size size) {}

    static final class Elsewhere {
        /** Not meant by the schema of that name, which another says that it has. */
        record Renamed(String name) {}
    }

    @org.eclipse.microprofile.openapi.annotations.media.Schema(name = "Renamed")
    record Real(@Nullable String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = One.class, name = "the_one"),
        @JsonSubTypes.Type(value = Two.class, name = "two")
    })
    sealed interface Choice {}

    record One(@Nullable Integer number) implements Choice {}

    record Two(Map<String, Part> parts) implements Choice {}

    private OpenAPI document;

    @BeforeEach
    void scan() throws IOException {
        Schema thing = object();
        thing.addProperty("id", reference("UUID"))
                .addProperty("title", of(SchemaType.STRING).description("What it is called"))
                .addProperty("count", of(SchemaType.INTEGER))
                .addProperty("import", of(SchemaType.BOOLEAN))
                .addProperty("tags", of(SchemaType.ARRAY).items(of(SchemaType.STRING)))
                .addProperty("part", reference("Part"))
                .addProperty("choice", reference("Choice"));
        document = OASFactory.createOpenAPI()
                .components(OASFactory.createComponents()
                        .addSchema("Thing", thing)
                        .addSchema("Part", object().addProperty("name", of(SchemaType.STRING)))
                        .addSchema("Choice", object())
                        .addSchema("Renamed", object().addProperty("name", of(SchemaType.STRING)))
                        .addSchema("Nothing", object())
                        .addSchema("Size", of(SchemaType.STRING).enumeration(List.of("SMALL", "LARGE")))
                        .addSchema("Sized", object().addProperty("size", object()))
                        .addSchema("UUID", of(SchemaType.STRING).format("uuid")))
                .paths(OASFactory.createPaths()
                        .addPathItem(
                                "/api/v1/things",
                                OASFactory.createPathItem()
                                        .POST(operation("201", "Thing")
                                                .requestBody(OASFactory.createRequestBody()
                                                        .content(content("Thing")))))
                        .addPathItem(
                                "/api/v1/things/{id}",
                                OASFactory.createPathItem().GET(operation("200", "Thing")))
                        .addPathItem(
                                "/internal/v1/things",
                                OASFactory.createPathItem().GET(operation("200", "Thing"))));
        new OpenApiDefaults(Index.of(
                        Thing.class,
                        Part.class,
                        Choice.class,
                        One.class,
                        Two.class,
                        Nothing.class,
                        Size.class,
                        Sized.class,
                        Elsewhere.Renamed.class,
                        Real.class))
                .filterOpenAPI(document);
    }

    private static Operation operation(String status, String schema) {
        return OASFactory.createOperation()
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse(status, OASFactory.createAPIResponse().content(content(schema)))
                        .addAPIResponse("409", OASFactory.createAPIResponse().description("Taken")));
    }

    private static org.eclipse.microprofile.openapi.models.media.Content content(String schema) {
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(reference(schema)));
    }

    private static Schema object() {
        return of(SchemaType.OBJECT);
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private Schema schema(String name) {
        return Objects.requireNonNull(document.getComponents().getSchemas().get(name), name);
    }

    private Schema property(String schema, String name) {
        return Objects.requireNonNull(schema(schema).getProperties().get(name), name);
    }

    @Test
    void shouldRequireOfAnAnswerWhatIsAlwaysWritten() {
        assertThat(schema("Thing").getRequired())
                .containsExactlyInAnyOrder("id", "title", "import", "tags", "part", "choice");
    }

    @Test
    void shouldSayWhatMayBeNull() {
        assertThat(property("Thing", "title").getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
        assertThat(property("Thing", "title").getDescription()).isEqualTo("What it is called");
        assertThat(property("Thing", "count").getType()).containsExactly(SchemaType.INTEGER);
        assertThat(property("Thing", "tags").getType()).containsExactly(SchemaType.ARRAY);
        assertThat(property("Thing", "tags").getItems().getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
        assertThat(property("Thing", "part").getAnyOf().getFirst().getRef()).endsWith("/Part");
        assertThat(property("Thing", "part").getAnyOf().getLast().getType()).containsExactly(SchemaType.NULL);
        assertThat(property("Thing", "id").getType()).containsExactly(SchemaType.STRING);
        assertThat(property("Thing", "id").getFormat()).isEqualTo("uuid");
    }

    @Test
    void shouldAskOfARequestOnlyForWhatMayNotBeNull() {
        assertThat(schema("ThingInput").getRequired()).containsExactlyInAnyOrder("id", "import", "tags", "choice");
        assertThat(property("ThingInput", "choice").getRef()).endsWith("/ChoiceInput");
        PathItem things = document.getPaths().getPathItem("/api/v1/things");
        assertThat(things.getPOST()
                        .getRequestBody()
                        .getContent()
                        .getMediaType("application/json")
                        .getSchema()
                        .getRef())
                .endsWith("/ThingInput");
        assertThat(document.getComponents().getSchemas()).doesNotContainKey("PartInput");
    }

    @Test
    void shouldLetARequestSayNullWhereAnAnswerLeavesItOut() {
        assertThat(property("Thing", "count").getType()).containsExactly(SchemaType.INTEGER);
        assertThat(property("ThingInput", "count").getType()).containsExactly(SchemaType.INTEGER, SchemaType.NULL);
    }

    @Test
    void shouldAllowNothingInARecordOfNothing() {
        assertThat(schema("Nothing").getAdditionalPropertiesBoolean()).isFalse();
    }

    @Test
    void shouldKnowTheScannersEnumerationAgain() {
        assertThat(property("Sized", "size").getRef()).endsWith("/Size");
        assertThat(schema("Size").getEnumeration()).containsExactly("small", "large");
        assertThat(document.getComponents().getSchemas()).doesNotContainKey("Size2");
    }

    @Test
    void shouldTakeTheClassThatSaysTheNameOfASchemaNotOneThatHappensToHaveIt() {
        assertThat(property("Renamed", "name").getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
    }

    @Test
    void shouldTellOfTheTagOfAnAnswerAndOfTheOneThatTheCallerHas() {
        Operation get = document.getPaths().getPathItem("/api/v1/things/{id}").getGET();
        assertThat(get.getResponses().getAPIResponse("304").getContent()).isNull();
        assertThat(get.getResponses().getAPIResponse("200").getHeaders()).containsKey("ETag");
        assertThat(get.getParameters()).extracting("name").containsExactly("id", "If-None-Match");
    }

    @Test
    void shouldMakeAlternativesOfAFamily() {
        assertThat(schema("Choice").getOneOf())
                .extracting(Schema::getRef)
                .containsExactly("#/components/schemas/ChoiceTheOne", "#/components/schemas/ChoiceTwo");
        assertThat(schema("Choice").getDiscriminator().getPropertyName()).isEqualTo("kind");
        assertThat(property("ChoiceTheOne", "kind").getEnumeration()).containsExactly("the_one");
        assertThat(schema("ChoiceTheOne").getRequired()).containsExactly("kind", "number");
        assertThat(schema("ChoiceTheOneInput").getRequired()).containsExactly("kind");
        assertThat(property("ChoiceTwo", "parts")
                        .getAdditionalPropertiesSchema()
                        .getRef())
                .endsWith("/Part");
    }

    @Test
    void shouldNameOperationsDescribeVariablesAndProblemsAndLeaveOutInternalPaths() {
        assertThat(document.getPaths().getPathItems()).containsOnlyKeys("/api/v1/things", "/api/v1/things/{id}");
        Operation get = document.getPaths().getPathItem("/api/v1/things/{id}").getGET();
        assertThat(get.getOperationId()).isEqualTo("getThing");
        assertThat(get.getParameters()).extracting("name").contains("id");
        for (String status : List.of("409", "default")) {
            assertThat(get.getResponses()
                            .getAPIResponse(status)
                            .getContent()
                            .getMediaType("application/problem+json")
                            .getSchema()
                            .getRef())
                    .endsWith("/Problem");
        }
        assertThat(schema("Problem").getRequired()).contains("code", "detail");
    }

    @Test
    void shouldRefuseTwoOperationsOfOneName() {
        document.getPaths()
                .addPathItem(
                        "/api/v1/campaigns/{campaign_id}/things",
                        OASFactory.createPathItem().POST(operation("201", "Thing")));

        assertThatThrownBy(() -> OperationNames.complete(document.getPaths()))
                .hasMessageContaining("are both createThing");
    }
}
