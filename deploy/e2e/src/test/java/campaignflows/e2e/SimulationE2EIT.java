package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static campaignflows.e2e.client.FlowDraft.today;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Api.Response;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher;
import campaignflows.e2e.client.Today;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is predicted is what happens, and a prediction leaves no trace (W6). */
@Order(7)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("W6 simulation")
class SimulationE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String DOMAIN = "forecast.example";
    private static final int PEOPLE = 60;

    private LocalSystem system;
    private Api api;
    private MailCatcher mails;
    private Campaign campaign;
    private UUID reminder;
    private UUID followUp;
    private JsonNode forecast = MissingNode.getInstance();
    private LocalDate today = LocalDate.EPOCH;

    @BeforeAll
    void draw(LocalSystem running) {
        system = running;
        api = running.admin();
        mails = running.mails();
        today = Today.stayingFor(Duration.ofMinutes(6));
        Sender mail = new Installation(api).emailMessages();
        campaign = Campaign.create(api, "Foretold")
                .field("due_date", "Due Date", "date", true)
                .field("paid", "Paid", "boolean", true)
                .field("reminded", "Reminded", "integer", false);
        followUp = campaign.flow(new FlowDraft("Follow up")
                .node("updated", "participant_updated")
                .node("from", "from_another_flow")
                .check("known", "Reminded", "participant.reminded", "is_set", null)
                .communication(
                        "later",
                        "email_communication",
                        "LATER",
                        mail,
                        Map.of(
                                "subject", "Later",
                                "body", "Soon {{ participant.due_date }}",
                                "when",
                                        Map.of(
                                                "base",
                                                Map.of("kind", "field", "field", "participant.due_date"),
                                                "offset_days",
                                                -1)))
                .line("updated", "known")
                .line("from", "later")
                .match("known", "later"));
        reminder = campaign.flow(new FlowDraft("Reminder")
                .node("created", "participant_created")
                .node("updated", "participant_updated")
                .check("unpaid", "Unpaid", "participant.paid", "equals", literal(false))
                .check("early", "Early", "participant.due_date", "is_on_or_after", today(3))
                .check("guard", "Mailed", "participant.reminded", "is_set", null)
                .email("mail", "REMINDED", mail, "Due {{ participant.due_date }}", "Dear {{ customer.name }}")
                .update(
                        "count",
                        "participant.reminded",
                        Map.of("kind", "expression", "code", "(participant.reminded or 0) + 1"))
                .line("created", "unpaid")
                .line("updated", "unpaid")
                .match("unpaid", "early")
                .match("early", "guard")
                .otherwise("guard", "mail")
                .line("mail", "count"));
    }

    /** Every branch, wrong rows, people without an address, and some who come twice. */
    private String csv() {
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "email", "phone", "due_date", "paid"));
        for (int i = 0; i < PEOPLE; i++) {
            String id = "foretold-" + i;
            String due = i % 7 == 0
                    ? ""
                    : i % 11 == 0 ? "soon" : today.plusDays(i % 6).toString();
            String paid = i % 5 == 0 ? "true" : i % 13 == 0 ? "" : "false";
            String email = i % 9 == 0 ? "" : "p" + i + "@" + DOMAIN;
            csv.append(Csv.line(id, "Person " + i, email, "+49 30 77" + (10_000 + i), due, paid));
            if (i % 8 == 0) {
                csv.append(Csv.line(
                        id, "Person " + i + " again", "", "", today.plusDays(5).toString(), "false"));
            }
        }
        return csv.toString();
    }

    private Response simulate(UUID flow, Map<String, ?> request) {
        return api.send("POST", campaign.path() + "/flows/" + flow + "/simulate", request);
    }

    @Test
    @Order(1)
    void shouldWalkADraftForSomebodyWhoIsMadeUp() {
        Response answer = simulate(
                reminder,
                Map.of(
                        "trigger", "participant_created",
                        "at", "2026-12-30T23:30:00Z",
                        "timezone", "Pacific/Auckland",
                        "attributes",
                                Map.of(
                                        "name",
                                        "Ada",
                                        "email",
                                        "Ada@Example.org",
                                        "due_date",
                                        "2027-01-03",
                                        "paid",
                                        "no")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode simulation = answer.json();
        assertThat(simulation.path("path").findValuesAsText("node_id"))
                .containsExactly("created", "unpaid", "early", "guard", "mail", "count");
        assertThat(simulation.path("path").findValuesAsText("port"))
                .containsExactly("out", "match", "match", "else", "out", "out");
        assertThat(simulation.path("path").get(2).path("operands").toString()).contains("2027-01-03");
        JsonNode plan = simulation.path("commands").get(0);
        assertThat(plan.path("type").asText()).isEqualTo("plan_communication");
        assertThat(plan.path("subject").asText()).isEqualTo("Due 2027-01-03");
        assertThat(plan.path("body").asText()).isEqualTo("Dear Ada");
        assertThat(plan.path("scheduled_at").asText()).isEqualTo("2026-12-30T23:30:00Z");
        assertThat(plan.path("agent_name").asText()).isEqualTo("Local messages");
        assertThat(plan.path("reachable").asBoolean()).isTrue();
        JsonNode update = simulation.path("commands").get(1);
        assertThat(update.path("field").asText()).isEqualTo("participant.reminded");
        assertThat(update.path("before").isNull()).isTrue();
        assertThat(update.path("after").asInt()).isEqualTo(1);
        assertThat(simulation.path("timezone").asText()).isEqualTo("Pacific/Auckland");
        assertThat(simulation.path("fires").get(0).path("trigger").asText()).isEqualTo("participant_updated");
        assertThat(simulation.path("fires").get(0).path("flows").findValuesAsText("name"))
                .containsExactly("Reminder");
    }

    @Test
    @Order(2)
    void shouldRefuseWhatCannotBeSimulated() {
        Map<String, Object> nobody = Map.of("trigger", "participant_created", "participant_id", UUID.randomUUID());
        assertThat(simulate(reminder, nobody).status()).isEqualTo(404);
        assertThat(simulate(UUID.randomUUID(), nobody).status()).isEqualTo(404);
        Response wrong = simulate(
                reminder,
                Map.of("trigger", "participant_created", "attributes", Map.of("due_date", "soon", "nothing", "x")));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("due_date", "nothing");
        Response trigger = simulate(reminder, Map.of("trigger", "communication_ended", "attributes", Map.of()));
        assertThat(trigger.status()).isEqualTo(422);
        assertThat(trigger.json().path("errors").findValuesAsText("field")).containsExactly("trigger");
        assertThat(forecast(Map.of("participants", 100_001)).status()).isEqualTo(413);
        assertThat(forecast(Map.of("participants", 0)).status()).isEqualTo(422);
        assertThat(forecast(Map.of("participants", 1, "unknown", 1)).status()).isEqualTo(400);
        Response header = file("?flow_id=" + reminder, "nothing,known\r\n1,2\r\n");
        assertThat(header.status()).as(header.body()).isEqualTo(422);
        Response large = file("?flow_id=" + reminder, "email\r\n" + "x@y.example\r\n".repeat(2_700_000));
        assertThat(large.status()).as(large.body()).isEqualTo(413);
        Response many = file("?flow_id=" + reminder, "email\r\n" + "x\r\n".repeat(100_001));
        assertThat(many.status()).as(many.body()).isEqualTo(413);
    }

    private Response forecast(Map<String, ?> request) {
        return api.send("POST", campaign.path() + "/simulations", request);
    }

    private Response file(String query, String csv) {
        return api.sendCsv(campaign.path() + "/simulations" + query, BodyPublishers.ofString(csv));
    }

    @Test
    @Order(3)
    void shouldForetellAFileWithoutATrace() {
        api.post(campaign.path() + "/flows/" + reminder + "/activate", null);
        api.post(campaign.path() + "/flows/" + followUp + "/activate", null);
        Map<String, Long> before = system.rowsWith(campaign.id().toString());

        forecast = file("", csv()).json();
        JsonNode again = file("?at=" + forecast.path("at").asText(), csv()).json();

        assertThat(again).isEqualTo(forecast);
        assertThat(forecast.path("rows").path("new").asLong())
                .as(forecast.toString())
                .isPositive();
        assertThat(forecast.path("rows").path("updated").asLong()).isPositive();
        assertThat(forecast.path("rows").path("failed").asLong()).isPositive();
        assertThat(forecast.path("follow_ups").asLong()).isPositive();
        assertThat(system.rowsWith(campaign.id().toString())).isEqualTo(before);
        assertThat(system.tracesOf(List.of(DOMAIN))).isEmpty();
        assertThat(mails.atDomain(DOMAIN)).isEmpty();
    }

    @Test
    @Order(4)
    void shouldHaveForetoldWhatHappens() {
        campaign.start();
        Campaign.Upload upload = campaign.upload("foretold.csv", csv());

        assertThat(List.of(upload.total(), upload.created(), upload.updated(), upload.failed()))
                .containsExactly(
                        forecast.path("rows").path("total").asLong(),
                        forecast.path("rows").path("new").asLong(),
                        forecast.path("rows").path("updated").asLong(),
                        forecast.path("rows").path("failed").asLong());
        for (JsonNode flow : forecast.path("flows")) {
            String counts = campaign.path() + "/flows/" + flow.path("flow_id").asText() + "/counts";
            JsonNode real = Await.until(
                    "the counts of " + flow,
                    LIMIT,
                    () -> api.get(counts),
                    found -> found.path("edges").equals(flow.path("edges")));
            assertThat(real.path("nodes")).isEqualTo(flow.path("nodes"));
        }
        Map<String, List<Long>> expected = new TreeMap<>();
        for (JsonNode plans : forecast.path("communications")) {
            expected.put(
                    plans.path("name").asText(),
                    List.of(plans.path("count").asLong(), plans.path("messages").asLong()));
        }
        Map<String, List<Long>> real =
                Await.until("the communications", LIMIT, this::communications, found -> found.equals(expected));
        assertThat(real).containsOnlyKeys("REMINDED", "LATER");
        assertThat(mails.atDomain(DOMAIN).stream().filter(mail -> mail.subject().startsWith("Due ")))
                .hasSize(Objects.requireNonNull(real.get("REMINDED")).get(1).intValue());
    }

    /** By name: how many there are, and how many of them neither were nor will be skipped. */
    private Map<String, List<Long>> communications() {
        Map<String, List<Long>> all = new TreeMap<>();
        for (Campaign.Participant participant : campaign.participants()) {
            for (Campaign.Communication one : campaign.communications(participant.id())) {
                boolean sent = participant.email() != null && !one.status().equals("skipped");
                boolean settled = one.startedAt() != null
                        || one.endedAt() != null
                        || one.name().equals("LATER");
                if (settled) {
                    all.merge(
                            one.name(),
                            List.of(1L, sent ? 1L : 0L),
                            (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
                }
            }
        }
        return all;
    }

    @Test
    @Order(5)
    void shouldForetellForThoseWhoAreThere() {
        List<Campaign.Participant> people = new ArrayList<>(campaign.participants());
        Campaign.Participant reminded = people.stream()
                .filter(one -> campaign.communications(one.id()).stream()
                        .anyMatch(communication -> communication.name().equals("REMINDED")))
                .findFirst()
                .orElseThrow();

        JsonNode simulation = simulate(
                        reminder, Map.of("trigger", "participant_updated", "participant_id", reminded.id()))
                .json();
        JsonNode handedOver = simulate(
                        followUp, Map.of("trigger", "from_another_flow", "participant_id", reminded.id()))
                .json();
        Response all = forecast(Map.of("participants", 100_000, "flow_id", reminder, "trigger", "participant_updated"));
        Response first = forecast(Map.of("participants", 3, "flow_id", reminder));

        assertThat(simulation.path("path").findValuesAsText("node_id")).contains("guard");
        assertThat(handedOver.path("path").findValuesAsText("node_id")).containsExactly("from", "later");
        assertThat(all.json().path("participants").asLong()).as(all.body()).isEqualTo(people.size());
        assertThat(first.json().path("participants").asLong()).isEqualTo(3);
        assertThat(first.json().path("trigger").asText()).isEqualTo("participant_created");
    }
}
