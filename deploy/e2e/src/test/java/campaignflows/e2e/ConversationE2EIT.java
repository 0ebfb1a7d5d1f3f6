package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What returns from a conversation: its statuses in order, its messages, its results, and what a flow does with them. */
@Order(5)
@ExtendWith(SharedSystem.class)
class ConversationE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ALL = List.of("planned", "started", "delivered", "read", "replied", "completed");

    @Test
    void shouldFollowAConversationToItsResult(LocalSystem system) {
        Api api = system.admin();
        Sender sender = new Installation(api)
                .simulated(
                        "Promises",
                        Map.of(
                                "results",
                                List.of(Map.of("name", "promised", "title", "Promised to pay", "type", "boolean")),
                                "settings",
                                Map.of(
                                        "delivered",
                                        1,
                                        "read",
                                        1,
                                        "replied",
                                        1,
                                        "failed",
                                        0,
                                        "delay_ms",
                                        400,
                                        "results",
                                        Map.of("promised", List.of("true")))));
        Campaign campaign = Campaign.create(api, "Promise to pay");
        campaign.activeFlow(new FlowDraft("Ask")
                .node("created", "participant_created")
                .communication(
                        "ask",
                        "whatsapp_communication",
                        "ASK",
                        sender,
                        Map.of("parameters", Map.of("who", Map.of("kind", "field", "field", "customer.name"))))
                .line("created", "ask"));
        campaign.activeFlow(new FlowDraft("Listen")
                .node("ended", "communication_ended")
                .check("promised", "Promised", "communication.promised", "equals", literal(true))
                .update("success", "participant.result", literal(true))
                .line("ended", "promised")
                .match("promised", "success"));
        campaign.start();
        campaign.add(Person.named("promising").with("name", "Pam"));
        Participant pam = campaign.participants().getFirst();

        List<String> seen = new ArrayList<>();
        Communication ended = Await.until(
                        "the end of the conversation", LIMIT, () -> campaign.communications(pam.id()), list -> {
                            list.forEach(one -> seen.add(one.status()));
                            return !list.isEmpty() && list.getFirst().endedAt() != null;
                        })
                .getFirst();

        assertThat(ended.status()).isEqualTo("completed");
        assertThat(seen.stream().distinct().toList())
                .isSubsetOf(ALL)
                .isSortedAccordingTo((one, other) -> Integer.compare(ALL.indexOf(one), ALL.indexOf(other)));
        assertThat(ended.results()).hasSize(1).containsKey("promised");
        assertThat(String.valueOf(ended.results().get("promised"))).isEqualTo("true");
        assertThat(ended.startedAt()).isAfterOrEqualTo(ended.createdAt());
        assertThat(ended.endedAt()).isAfter(ended.startedAt());
        JsonNode session = api.get("/api/v1/sessions/" + ended.sessionId());
        assertThat(session.path("status").asText()).isEqualTo("closed");
        assertThat(session.path("parameters").path("who").asText()).isEqualTo("Pam");
        assertThat(session.path("messages").findValuesAsText("from")).containsSubsequence("contact", "agent");
        Participant successful = Await.until(
                "the flow's success",
                LIMIT,
                () -> campaign.participants().getFirst(),
                one -> Boolean.TRUE.equals(one.result()));
        assertThat(successful.status()).isEqualTo("completed");
        assertThat(successful.communicationsCount()).isEqualTo(1);
    }
}
