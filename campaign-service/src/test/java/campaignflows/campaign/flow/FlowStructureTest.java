package campaignflows.campaign.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.campaign.validation.Finding;
import campaignflows.platform.web.json.ServiceMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every draft must keep, as the API's JSON. */
class FlowStructureTest {
    private static final String NODE = "{\"id\": \"%s\", \"type\": \"participant_created\"}";

    private static FlowDraft read(String json) throws JsonProcessingException {
        return ServiceMapper.build().readValue(json.replace('\'', '"'), FlowDraft.class);
    }

    private static List<String> problemsOf(String nodes, String edges) throws JsonProcessingException {
        FlowDraft draft = read("{'nodes': [%s], 'edges': [%s]}".formatted(nodes, edges));
        return FlowStructure.check(
                        UUID.randomUUID(),
                        draft.nodes() == null ? List.of() : draft.nodes(),
                        draft.edges() == null ? List.of() : draft.edges())
                .stream()
                .map(Finding::message)
                .toList();
    }

    private static String settings(String type, String settings) {
        return "{'id': 'n', 'type': '%s', 'settings': %s}".formatted(type, settings);
    }

    @Test
    void shouldAcceptAFlowWithoutAnything() throws Exception {
        assertThat(problemsOf("", "")).isEmpty();
    }

    @Test
    void shouldRefuseIdsThatAreNone() throws Exception {
        for (String id : List.of("", "a b", "ä", "x".repeat(65), "a.b")) {
            assertThat(problemsOf(NODE.formatted(id), ""))
                    .as(id)
                    .containsExactly("A node's id has 1 to 64 letters, digits, - and _, but there is \"" + id + "\"");
        }
        assertThat(problemsOf(NODE.formatted("A-z_" + "0".repeat(60)), "")).isEmpty();
        assertThat(problemsOf(NODE.formatted("a"), "{'source': 'a', 'port': 'out', 'target': 'a'}"))
                .containsExactly("An edge's id has 1 to 64 letters, digits, - and _, but there is none");
    }

    @Test
    void shouldRefuseIdsThatAreThereTwice() throws Exception {
        assertThat(problemsOf(NODE.formatted("a") + "," + NODE.formatted("a"), ""))
                .containsExactly("The id a belongs to more than one node");
        String edge = "{'id': 'e', 'source': 'a', 'port': 'out', 'target': 'a'}";
        assertThat(problemsOf(NODE.formatted("a"), edge + "," + edge))
                .containsExactly("The id e belongs to more than one edge");
    }

    @Test
    void shouldRefuseEdgesToNowhere() throws Exception {
        assertThat(problemsOf(NODE.formatted("a"), "{'id': 'e', 'source': 'a', 'port': 'out', 'target': 'b'}"))
                .containsExactly("The target of the edge e is no node of the flow, but \"b\"");
        assertThat(problemsOf(NODE.formatted("a"), "{'id': 'e', 'port': 'out', 'target': 'a'}"))
                .containsExactly("The source of the edge e is no node of the flow, but none");
        assertThat(problemsOf(NODE.formatted("a"), "{'id': 'e', 'source': 'a', 'target': 'a'}"))
                .containsExactly("The edge e needs the port that it leaves from: out, match or else");
    }

    @Test
    void shouldRefuseNullsInLists() throws Exception {
        assertThat(problemsOf("null", "null"))
                .containsExactly("Expected a node, but it is null", "Expected an edge, but it is null");
        assertThat(problemsOf(settings("update_field", "{'updates': [null]}"), ""))
                .containsExactly("An update is an object with field and value, not null");
    }

    @Test
    void shouldRefuseMoreNodesAndEdgesThanThereMayBe() throws Exception {
        String nodes = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> NODE.formatted("n" + i))
                .collect(Collectors.joining(","));
        assertThat(problemsOf(nodes, ""))
                .containsExactly("A flow may have 1,000 nodes and 2,000 edges, but there are 1,001 and 0");
    }

    @Test
    void shouldRefuseLiteralsThatCannotBeWritten() throws Exception {
        String check = "{'property': 'customer.name', 'operator': 'equals', 'value': {'kind': 'literal', 'value': %s}}";
        assertThat(problemsOf(settings("field_check", check.formatted("1e999999999")), ""))
                .containsExactly("value: The number has too many digits");
        assertThat(problemsOf(settings("field_check", check.formatted("{'a': 1}")), ""))
                .containsExactly("value: A literal is a text, a number, true, false or a list of these");
        assertThat(problemsOf(settings("field_check", check.formatted("'a\\u0000b'")), ""))
                .containsExactly("value: The text holds a character that cannot be stored");
        assertThat(problemsOf(settings("field_check", check.formatted("'" + "x".repeat(10_001) + "'")), ""))
                .containsExactly("value: At most 10,000 characters, but there are 10,001");
        assertThat(problemsOf(settings("field_check", check.formatted("12345.6789")), ""))
                .isEmpty();
    }

    @Test
    void shouldRefuseTextsThatAreTooLong() throws Exception {
        assertThat(problemsOf(settings("email_communication", "{'body': '" + "x".repeat(100_001) + "'}"), ""))
                .containsExactly("body: At most 100,000 characters, but there are 100,001");
        assertThat(problemsOf("{'id': 'n', 'type': 'field_check', 'name': '" + "x".repeat(201) + "'}", ""))
                .containsExactly("A node's name has at most 200 characters");
        assertThat(problemsOf("{'id': 'n', 'type': 'field_check', 'position': {'x': 1e300, 'y': 0}}", ""))
                .containsExactly("The position is too far away: at most 1,000,000,000 in each direction");
    }

    @Test
    void shouldIgnoreWhatTheServerMakesAndRefuseWhatNobodyKnows() throws Exception {
        assertThat(read("{'id': 'x', 'active': true, 'revision': 'seven', 'name': 'N', 'nodes': [], 'edges': []}"))
                .isEqualTo(new FlowDraft("N", List.of(), List.of()));
        for (String json : List.of(
                "{'colour': 1}",
                "{'nodes': [{'id': 'a', 'type': 'field_check', 'colour': 1}]}",
                "{'nodes': [{'id': 'a', 'type': 'field_check', 'settings': {'colour': 1}}]}",
                "{'nodes': [{'id': 'a', 'type': 'field_check', 'position': {'x': 1, 'y': 1, 'colour': 1}}]}",
                "{'nodes': [{'id': 'a', 'type': 'field_check', 'settings': {'value': {'kind': 'literal', 'colour': 1}}}]}",
                "{'nodes': [{'id': 'a', 'type': 'voice_communication', 'settings': {'when': {'colour': 1}}}]}",
                "{'edges': [{'colour': 1}]}")) {
            assertThatThrownBy(() -> read(json))
                    .as(json)
                    .isInstanceOf(JsonMappingException.class)
                    .hasMessageContaining("colour");
        }
    }
}
