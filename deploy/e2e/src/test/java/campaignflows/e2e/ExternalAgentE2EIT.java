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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session of an external agent, the sample agent, from a flow to the Field Check on what the person answered on its page. */
@Order(5)
@ExtendWith(SharedSystem.class)
class ExternalAgentE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldDecideByWhatWasAnsweredOnTheAgentsPage(LocalSystem system) throws Exception {
        Api api = system.admin();
        Sender sender = new Installation(api).sender("Local sample agent", "Local whatsapp");
        Campaign campaign = Campaign.create(api, "Ask by an agent");
        campaign.activeFlow(new FlowDraft("Ask")
                .node("created", "participant_created")
                .communication(
                        "ask",
                        "whatsapp_communication",
                        "ASKED_BY_AGENT",
                        sender,
                        Map.of("parameters", Map.of("question", literal("Can you pay by Friday?"))))
                .line("created", "ask"));
        campaign.activeFlow(new FlowDraft("Listen")
                .node("ended", "communication_ended")
                .check("yes", "Answered yes", "communication.answer", "equals", literal("yes"))
                .update("success", "participant.result", literal(true))
                .line("ended", "yes")
                .match("yes", "success"));
        campaign.start();
        campaign.add(Person.named("asked-by-agent").with("name", "Pam"));
        Participant pam = campaign.participants().getFirst();
        Communication asked = Await.until(
                        "the session is shown",
                        LIMIT,
                        () -> campaign.communications(pam.id()),
                        list -> !list.isEmpty() && list.getFirst().status().equals("delivered"))
                .getFirst();

        URI page = system.endpoint("sample-agent").resolve("/sessions/" + asked.id());
        assertThat(send(HttpRequest.newBuilder(page).build()).body()).contains("Can you pay by Friday?");
        assertThat(send(HttpRequest.newBuilder(URI.create(page + "/answer"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("answer=yes&comment=On+Friday"))
                                .build())
                        .statusCode())
                .isEqualTo(303);

        Participant decided = Await.until(
                "the flow's decision",
                LIMIT,
                () -> campaign.participants().getFirst(),
                one -> Boolean.TRUE.equals(one.result()));
        assertThat(decided.communicationsCount()).isEqualTo(1);
        Communication ended = campaign.communications(pam.id()).getFirst();
        assertThat(ended.status()).isEqualTo("completed");
        assertThat(String.valueOf(ended.results().get("answer"))).contains("yes");
        JsonNode session = api.get("/api/v1/sessions/" + ended.sessionId());
        assertThat(session.path("status").asText()).isEqualTo("closed");
        assertThat(session.path("parameters").path("question").asText()).isEqualTo("Can you pay by Friday?");
        assertThat(session.path("messages").findValuesAsText("text"))
                .containsExactly("Can you pay by Friday?", "yes. On Friday", "Thank you.");
        assertThat(session.path("messages").findValuesAsText("from")).containsExactly("agent", "contact", "agent");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
