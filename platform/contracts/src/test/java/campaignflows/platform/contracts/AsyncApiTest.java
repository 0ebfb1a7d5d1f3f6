package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says what is really sent: no topic, type or property more or less. */
class AsyncApiTest {
    private static ObjectNode document;

    @BeforeAll
    static void readDocument() throws IOException {
        try (var in = AsyncApiTest.class.getResourceAsStream("/META-INF/campaignflows/asyncapi.yaml")) {
            document = (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(in);
        }
    }

    @Test
    void shouldNameEveryTopic() {
        Set<String> topics = Topics.all().stream()
                .map(Topics.Topic::name)
                .filter(name -> !name.endsWith(Topics.DEAD_LETTER_SUFFIX))
                .collect(Collectors.toSet());

        assertThat(names(document.path("channels"))).containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void shouldNameEveryTypeOfEveryTopic() {
        for (Samples.Sample sample : Samples.all()) {
            Set<String> documented =
                    names(document.path("channels").path(sample.topic()).path("messages"));
            assertThat(documented)
                    .as(sample.topic())
                    .isEqualTo(new TreeSet<>(sample.family().typeNames()));
            assertThat(documented).contains(sample.type());
        }
    }

    @Test
    void shouldDescribeEveryMessageAsItIsSent() throws IOException {
        for (Samples.Sample sample : Samples.all()) {
            String type = sample.type();
            JsonNode sent = Json.mapper().readTree(MessageFamilyTest.encode(sample));

            JsonSchema envelope = schemaAt("/components/schemas/Envelope");
            assertThat(envelope.validate(sent)).as("envelope of %s", type).isEmpty();
            JsonNode payload = document.at("/components/messages/" + type + "/payload/allOf/1/properties");
            assertThat(payload.at("/type/const").asText()).isEqualTo(type);
            JsonSchema data = schemaAt(payload.at("/data/$ref").asText().substring(1));
            assertThat(data.validate(sent.get("data"))).as("data of %s", type).isEmpty();
        }
    }

    /** A schema of the document with every open object closed, so that an undocumented property is found. */
    private static JsonSchema schemaAt(String pointer) {
        ObjectNode closed = document.deepCopy();
        close(closed.path("components").path("schemas"));
        ObjectNode root = closed.objectNode().put("$ref", "#" + pointer);
        root.set("components", closed.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static void close(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        children.forEach(AsyncApiTest::close);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
