package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From a file to a message by way of two flows: who has read the question is handed over to a flow that thanks, within a
 * window of time (Communication Updated, To Another Flow, From Another Flow, rule M2).
 */
@Order(7)
@ExtendWith(SharedSystem.class)
class HandoverE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void shouldThankInAnotherFlowWhoHasRead(LocalSystem system) {
        Api api = system.admin();
        Installation installation = new Installation(api);
        Sender reader = installation.simulated(
                "Readers",
                Map.of("settings", Map.of("delivered", 1, "read", 1, "replied", 0, "failed", 0, "delay_ms", 100)));
        LocalTime from = LocalTime.now(ZoneOffset.UTC).minusHours(1).truncatedTo(ChronoUnit.MINUTES);
        Campaign campaign = Campaign.create(api, "Handed over");
        UUID thank = campaign.flow(new FlowDraft("Thank")
                .node("from", "from_another_flow")
                .communication(
                        "thanks",
                        "email_communication",
                        "THANKS",
                        installation.emailMessages(),
                        Map.of(
                                "subject",
                                "Thank you",
                                "body",
                                "Thank you for reading {{ communication.name }}",
                                "when",
                                Map.of(
                                        "window",
                                        Map.of(
                                                "from",
                                                from.toString(),
                                                "to",
                                                from.plusHours(4).toString()))))
                .line("from", "thanks"));
        campaign.activate(thank)
                .activeFlow(new FlowDraft("Listen")
                        .node("updated", "communication_updated")
                        .check("read", "Read", "communication.status", "equals", literal("read"))
                        .toAnotherFlow("over", thank)
                        .line("updated", "read")
                        .match("read", "over"))
                .activeFlow(new FlowDraft("Ask")
                        .node("created", "participant_created")
                        .whatsapp("ask", "ASK", reader)
                        .line("created", "ask"))
                .start();

        campaign.upload(
                "people.csv",
                Csv.line("external_id", "email", "phone", "timezone")
                        + Csv.line("handed-near", "handed-near@people.example", "+49301112221", "UTC")
                        + Csv.line("handed-far", "handed-far@people.example", "+49301112222", TOKYO.getId()));

        Participant near = Objects.requireNonNull(campaign.byKey().get("handed-near"));
        Participant far = Objects.requireNonNull(campaign.byKey().get("handed-far"));
        Await.until(
                "the mail", LIMIT, () -> system.mails().to("handed-near@people.example"), mails -> !mails.isEmpty());
        assertThat(system.mails().to("handed-near@people.example"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("Thank you for reading ASK"));
        Communication planned = Await.until(
                        "the plan for another time zone",
                        LIMIT,
                        () -> campaign.communications(far.id()),
                        list -> list.stream().anyMatch(one -> one.name().equals("THANKS")))
                .getFirst();
        assertThat(planned.status()).isEqualTo("planned");
        assertThat(planned.scheduledAt()).isEqualTo(nextInTokyo(planned.createdAt(), from));
        assertThat(system.mails().to("handed-far@people.example")).isEmpty();
        assertThatTheJournalTells(campaign, near.id(), thank);
    }

    private static Instant nextInTokyo(Instant after, LocalTime time) {
        ZonedDateTime today = after.atZone(TOKYO).with(time);
        return (today.toInstant().isBefore(after) ? today.plusDays(1) : today).toInstant();
    }

    private static void assertThatTheJournalTells(Campaign campaign, UUID participant, UUID thank) {
        List<JsonNode> walks = Await.until(
                "the journal",
                LIMIT,
                () -> campaign.walks(participant),
                list -> list.stream()
                        .anyMatch(walk -> walk.path("flow_id").asText().equals(thank.toString())));
        JsonNode handed = walks.stream()
                .filter(walk -> walk.path("flow_id").asText().equals(thank.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(handed.path("trigger").path("type").asText()).isEqualTo("from_another_flow");
        assertThat(handed.path("trigger").path("event_type").asText()).isEqualTo("communication_updated");
        JsonNode handing = walks.stream()
                .filter(walk -> walk.path("id").equals(handed.path("trigger").path("from_walk_id")))
                .findFirst()
                .orElseThrow();
        assertThat(handing.path("trigger").path("type").asText()).isEqualTo("communication_updated");
        assertThat(handing.path("steps").findValuesAsText("node_id")).containsExactly("updated", "read", "over");
        assertThat(handing.path("steps").get(2).path("message").asText()).isEqualTo("Goes on in the flow Thank");
    }
}
