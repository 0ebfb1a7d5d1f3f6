package campaignflows.bench.walk;

import static campaignflows.e2e.client.FlowDraft.literal;
import static campaignflows.e2e.client.FlowDraft.today;

import campaignflows.bench.CustomerRows;
import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The campaign that is walked: one flow of twenty nodes, of which a walk passes about sixteen. Fifteen Field Checks (one with
 * a Python expression, one on a field that the walk itself has written, two on its own communications), two Update Fields, an
 * email with templates for everybody and a WhatsApp for about half of them. Nothing is due before a year has passed, so
 * nothing is sent.
 */
final class WalkCampaign {
    static final int NODES = 20;

    private static final Map<String, Object> LATER = Map.of("base", Map.of("kind", "now"), "offset_days", 365);

    private WalkCampaign() {}

    static Campaign create(Api api) {
        Campaign campaign = Campaign.create(api, "Walk bench");
        field(api, campaign, "city", "string", "customer", true, List.of());
        field(api, campaign, "due_date", "date", "participant", true, List.of());
        field(api, campaign, "amount", "numeric", "participant", true, List.of());
        field(api, campaign, "segment", "enumeration", "participant", true, CustomerRows.SEGMENTS);
        field(api, campaign, "contacted", "boolean", "participant", false, List.of());
        field(api, campaign, "score", "numeric", "participant", false, List.of());
        field(api, campaign, "stage", "string", "participant", false, List.of());
        return campaign.activeFlow(flow(new Installation(api)));
    }

    private static void field(
            Api api, Campaign campaign, String name, String type, String level, boolean imported, List<String> values) {
        Map<String, Object> field = new LinkedHashMap<>(
                Map.of("name", name, "title", name, "type", type, "level", level, "import", imported));
        if (!values.isEmpty()) {
            field.put("values", values);
        }
        api.post(campaign.path() + "/fields", field);
    }

    private static FlowDraft flow(Installation installation) {
        return lines(new FlowDraft("Reminder")
                .node("n1", "participant_created")
                .check("n2", "Not contacted", "participant.contacted", "is_not_set", null)
                .check("n3", "Has email", "customer.email", "is_set", null)
                .check("n4", "Portuguese phone", "customer.phone", "starts_with", literal("351"))
                .check("n5", "Amount", "participant.amount", "gte", literal("100"))
                .check("n6", "Segment", "participant.segment", "is_one_of", literal(List.of("new", "regular", "vip")))
                .check("n7", "Not from Nairobi", "customer.city", "not_equals", literal("Nairobi"))
                .check("n8", "Small amount", "participant.amount", "lt", literal("50000"))
                .check("n9", "Due soon", "participant.due_date", "is_before", today(400))
                .check(
                        "n10",
                        "Due lately",
                        "participant.due_date",
                        "is_on_or_after",
                        expression("date.today() - timedelta(days=400)"))
                .node(
                        "n11",
                        "update_field",
                        Map.of(
                                "updates",
                                List.of(
                                        Map.of("field", "participant.contacted", "value", literal(true)),
                                        Map.of(
                                                "field",
                                                "participant.score",
                                                "value",
                                                expression("round(amount / 100, 2)")))))
                .check("n12", "A name with an", "customer.name", "contains", literal("an"))
                .check("n13", "Not due yet", "participant.due_date", "is_on_or_after", today(0))
                .check("n14", "Due in half a year", "participant.due_date", "is_before", today(180))
                .check("n15", "Worth it", "participant.amount", "gt", literal("10"))
                .communication("n16", "email_communication", "REMINDER", installation.emailMessages(), email())
                .check("n17", "High score", "participant.score", "gt", literal("500"))
                .communication(
                        "n18", "whatsapp_communication", "REMINDER_AGAIN", installation.whatsappSimulator(), whatsapp())
                .check("n19", "Planned by WhatsApp", "communication.channel", "equals", literal("whatsapp"))
                .update("n20", "participant.stage", literal("reminded twice")));
    }

    private static FlowDraft lines(FlowDraft flow) {
        return flow.line("n1", "n2")
                .match("n2", "n3")
                .match("n3", "n4")
                .match("n4", "n5")
                .otherwise("n4", "n5")
                .match("n5", "n6")
                .otherwise("n5", "n6")
                .match("n6", "n7")
                .otherwise("n6", "n8")
                .match("n7", "n8")
                .otherwise("n7", "n9")
                .match("n8", "n9")
                .otherwise("n8", "n9")
                .match("n9", "n10")
                .otherwise("n9", "n10")
                .match("n10", "n11")
                .otherwise("n10", "n11")
                .line("n11", "n12")
                .match("n12", "n13")
                .otherwise("n12", "n13")
                .match("n13", "n14")
                .otherwise("n13", "n15")
                .match("n14", "n16")
                .otherwise("n14", "n16")
                .match("n15", "n16")
                .otherwise("n15", "n16")
                .line("n16", "n17")
                .match("n17", "n18")
                .line("n18", "n19")
                .match("n19", "n20");
    }

    private static Map<String, Object> email() {
        return Map.of(
                "when",
                LATER,
                "parameters",
                Map.of("due", fieldValue("participant.due_date")),
                "subject",
                "{{ customer.name }}, your payment of {{ participant.amount }}",
                "body",
                """
                Dear {{ customer.name }},

                your payment of {{ participant.amount }} is due on {{ participant.due_date }}. Please see to it in time: whoever
                pays later pays more.

                Your friends in {{ customer.city }}
                """);
    }

    private static Map<String, Object> whatsapp() {
        return Map.of(
                "when",
                LATER,
                "parameters",
                Map.of("due", fieldValue("participant.due_date"), "score", fieldValue("participant.score")),
                "template",
                Map.of(
                        "name",
                        "payment_reminder",
                        "language",
                        "en",
                        "variables",
                        List.of(fieldValue("customer.name"), fieldValue("participant.due_date"))));
    }

    private static Map<String, Object> fieldValue(String field) {
        return Map.of("kind", "field", "field", field);
    }

    private static Map<String, Object> expression(String code) {
        return Map.of("kind", "expression", "code", code);
    }
}
