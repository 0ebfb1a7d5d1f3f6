package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static campaignflows.e2e.client.FlowDraft.today;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The product's tables of operators and actions, each row walked by the running system and read from its journal. */
@Order(9)
@ExtendWith(SharedSystem.class)
class TablesE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What the participant has; a field of the same type named {@code no_...} has no value. */
    private static final Map<String, Object> VALUES = Map.of(
            "string", "Ann Lee",
            "email", "Ann@Example.org",
            "phone", "+49 170 1234567",
            "integer", 42,
            "numeric", "10.50",
            "boolean", true,
            "enumeration", "gold",
            "date", "2026-06-30",
            "datetime", "2026-06-30T23:30:00Z");

    /** One check: the property's type, the operator, its value, and whether it matches; for an unset property it never does. */
    private record Row(
            String type, String operator, @Nullable Object value, boolean matches) {
        static Row of(String type, String operator, Object value, boolean matches) {
            return new Row(type, operator, literal(value), matches);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                Row.of("string", "equals", "Ann Lee", true),
                Row.of("string", "not_equals", "ann lee", true),
                Row.of("string", "contains", "n L", true),
                Row.of("string", "not_contains", "Ann", false),
                Row.of("string", "starts_with", "Lee", false),
                Row.of("string", "ends_with", "Lee", true),
                Row.of("email", "equals", "ann@example.ORG", true),
                Row.of("email", "not_equals", "ANN@example.org", false),
                Row.of("email", "contains", "EXAMPLE", true),
                Row.of("email", "not_contains", "@sample", true),
                Row.of("email", "starts_with", "ANN@", true),
                Row.of("email", "ends_with", ".com", false),
                Row.of("phone", "equals", "+49 (170) 123-4567", true),
                Row.of("phone", "not_equals", "491701234567", false),
                Row.of("phone", "contains", "170", true),
                Row.of("phone", "not_contains", "4917", false),
                Row.of("phone", "starts_with", "+49", true),
                Row.of("phone", "ends_with", "568", false)));
        for (String type : List.of("integer", "numeric")) {
            String same = type.equals("integer") ? "42" : "10.5";
            rows.addAll(List.of(
                    Row.of(type, "equals", same, true),
                    Row.of(type, "not_equals", same, false),
                    Row.of(type, "gt", 9, true),
                    Row.of(type, "gte", same, true),
                    Row.of(type, "lt", same, false),
                    Row.of(type, "lte", 9, false)));
        }
        rows.addAll(List.of(
                Row.of("boolean", "equals", true, true),
                Row.of("boolean", "not_equals", true, false),
                Row.of("enumeration", "equals", "gold", true),
                Row.of("enumeration", "not_equals", "silver", true),
                Row.of("enumeration", "is_one_of", List.of("silver", "gold"), true),
                Row.of("enumeration", "is_none_of", List.of("silver", "gold"), false)));
        // In Tokyo, where the participant is, the datetime is on the next day.
        for (String type : List.of("date", "datetime")) {
            String day = type.equals("date") ? "2026-06-30" : "2026-07-01";
            rows.addAll(List.of(
                    Row.of(type, "is_on", day, true),
                    Row.of(type, "is_not_on", day, false),
                    Row.of(type, "is_before", "2026-07-01", type.equals("date")),
                    Row.of(type, "is_on_or_before", day, true),
                    Row.of(type, "is_after", "2026-06-30", type.equals("datetime")),
                    Row.of(type, "is_on_or_after", day, true),
                    new Row(type, "is_before", today(-36_500), false)));
        }
        VALUES.keySet().forEach(type -> {
            rows.add(new Row(type, "is_set", null, true));
            rows.add(new Row(type, "is_not_set", null, false));
        });
        return rows;
    }

    @Test
    void shouldCompareWithEveryOperatorOfEveryType(LocalSystem system) {
        // given a flow that passes every check, whichever way each comes out
        Api api = system.admin();
        Campaign campaign = Campaign.create(api, "All operators");
        VALUES.keySet().forEach(type -> {
            field(api, campaign, "a_" + type, type);
            field(api, campaign, "no_" + type, type);
        });
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> checks = new LinkedHashMap<>();
        FlowDraft flow = new FlowDraft("Operators").node("t", "participant_created");
        String from = "t";
        for (Row row : rows()) {
            for (String prefix : List.of("a_", "no_")) {
                String id = "n" + expected.size();
                String property = "participant." + prefix + row.type();
                boolean matches =
                        prefix.equals("a_") ? row.matches() : row.operator().equals("is_not_set");
                flow.check(id, "", property, row.operator(), row.value());
                join(flow, from, id);
                expected.put(id, matches ? "match" : "else");
                checks.put(id, property + " " + row.operator() + " " + row.value());
                from = id;
            }
        }
        join(flow.node("end", "cancel_communications"), from, "end");
        campaign.activeFlow(flow).start();

        // when
        Map<String, Object> attributes = new HashMap<>(Map.of("external_id", "all-operators"));
        VALUES.forEach((type, value) -> attributes.put("a_" + type, value));
        assertThat(campaign.add(new Person(attributes, "Asia/Tokyo", null)).errors())
                .isEmpty();

        // then
        JsonNode walk = walks(campaign, 1).getFirst();
        Map<String, String> found = new LinkedHashMap<>();
        walk.path("steps").forEach(step -> {
            if (expected.containsKey(step.path("node_id").asText())) {
                found.put(step.path("node_id").asText(), step.path("port").asText());
            }
        });
        assertThat(walk.path("error").isNull()).isTrue();
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(found)
                .allSatisfy((id, port) -> assertThat(port)
                        .as("%s %s", checks.get(id), walk.path("steps").findValues("operands"))
                        .isEqualTo(expected.get(id)));
    }

    @Test
    void shouldDoEveryAction(LocalSystem system) {
        // given
        Api api = system.admin();
        Installation installation = new Installation(api);
        Campaign campaign = Campaign.create(api, "All actions");
        field(api, campaign, "a_integer", "integer");
        field(api, campaign, "a_string", "string");
        UUID other = campaign.flow(new FlowDraft("Other")
                .node("from", "from_another_flow")
                .update("write", "participant.a_string", literal("handed over"))
                .line("from", "write"));
        FlowDraft flow = new FlowDraft("Actions")
                .node("created", "participant_created")
                .update("update", "participant.a_integer", Map.of("kind", "expression", "code", "6 * 7"))
                .node(
                        "python",
                        "python_action",
                        Map.of(
                                "script",
                                "def run(context):\n    return {'a_string': str(context.participant.a_integer) + '!'}"));
        flow.line("created", "update").line("update", "python");
        String from = "python";
        for (String type : List.of("whatsapp", "telegram", "voice", "email")) {
            Sender sender = type.equals("email")
                    ? installation.emailMessages()
                    : installation.sender("Local simulator", "Local " + type);
            Map<String, Object> more = new HashMap<>(Map.of(
                    "when",
                    Map.of("base", Map.of("kind", "now"), "offset_days", 300),
                    "parameters",
                    Map.of("number", literal("7"))));
            if (type.equals("email")) {
                more.put("subject", "S");
                more.put("body", "B");
            }
            flow.communication(type, type + "_communication", type.toUpperCase(java.util.Locale.ROOT), sender, more)
                    .line(from, type);
            from = type;
        }
        flow.node("cancel", "cancel_communications")
                .toAnotherFlow("over", other)
                .line(from, "cancel")
                .line("cancel", "over");
        campaign.activate(other).activeFlow(flow).start();

        // when
        assertThat(campaign.add(Person.named("all-actions")).errors()).isEmpty();

        // then
        List<JsonNode> walks = walks(campaign, 2);
        JsonNode actions = walks.stream()
                .filter(walk -> walk.path("steps").size() > 2)
                .findFirst()
                .orElseThrow();
        assertThat(actions.path("steps").findValuesAsText("node_id"))
                .containsExactly(
                        "created", "update", "python", "whatsapp", "telegram", "voice", "email", "cancel", "over");
        UUID participant = campaign.participants().getFirst().id();
        List<Communication> communications = Await.until(
                "the end of what was planned",
                LIMIT,
                () -> campaign.communications(participant),
                list -> list.size() == 4
                        && list.stream().allMatch(one -> one.status().equals("canceled")));
        assertThat(communications)
                .extracting(Communication::channel)
                .containsExactlyInAnyOrder("whatsapp", "telegram", "voice", "email");
        JsonNode details = api.get(campaign.path() + "/participants/" + participant);
        assertThat(details.findValuesAsText("a_string")).contains("handed over");
        assertThat(details.findValuesAsText("a_integer")).contains("42");
    }

    private static void join(FlowDraft flow, String from, String to) {
        if (from.equals("t")) {
            flow.line(from, to);
        } else {
            flow.match(from, to).otherwise(from, to);
        }
    }

    private static void field(Api api, Campaign campaign, String name, String type) {
        Map<String, Object> field = new HashMap<>(
                Map.of("name", name, "title", name, "type", type, "level", "participant", "import", true));
        if (type.equals("enumeration")) {
            field.put("values", List.of("bronze", "silver", "gold"));
        }
        api.post(campaign.path() + "/fields", field);
    }

    private static List<JsonNode> walks(Campaign campaign, int count) {
        UUID participant = campaign.participants().getFirst().id();
        return Await.until("the journal", LIMIT, () -> campaign.walks(participant), walks -> walks.size() >= count);
    }
}
