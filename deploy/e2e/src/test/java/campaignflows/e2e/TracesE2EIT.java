package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.ConnectedSystem;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.TraceCollector;
import campaignflows.e2e.system.TraceCollector.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace follows one person from the API call to the mail server, through outbox and topics, and log lines name it. */
@Order(104)
@ExtendWith(ConnectedSystem.Resolver.class)
class TracesE2EIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String CREATE = "POST /api/v1/campaigns/{campaign_id}/participants";

    private final LocalSystem system;
    private final TraceCollector collector;

    TracesE2EIT(ConnectedSystem connected) {
        system = connected.system();
        collector = connected.traces();
    }

    @Test
    void shouldFollowAPersonFromTheCallToTheProvider() {
        int others = collector.spans().size();
        Campaign campaign = Campaign.create(system.admin(), "Followed")
                .activeFlow(new FlowDraft("Contact")
                        .node("created", "participant_created")
                        .email("mail", "MAIL", new Installation(system.admin()).emailMessages(), "Hello", "Hello")
                        .line("created", "mail"))
                .start();
        campaign.add(Person.named("followed"));
        Await.until("the mail", LIMIT, () -> system.mails().to("followed@people.example"), mails -> !mails.isEmpty());

        List<Span> way = Await.until(
                "all of the way to the mail",
                LIMIT,
                () -> collector.spans().stream()
                        .skip(others)
                        .filter(span -> span.name().equals("send email"))
                        .map(collector::wayTo)
                        .findFirst()
                        .orElse(List.of()),
                steps -> !steps.isEmpty());

        assertThat(way.stream().map(span -> span.service() + ": " + span.name()))
                .containsExactly(
                        "api-gateway: " + CREATE,
                        "upload-service: " + CREATE,
                        "participant-service: POST /internal/v1/participants/batches",
                        "participant-service: publish participant-events",
                        "flow-engine-service: walk",
                        "participant-service: publish communication-commands",
                        "communication-service: plan communication",
                        "communication-service: send email");
        assertThat(way.stream().map(Span::traceId).distinct()).hasSize(1);
        assertThat(log("api-gateway"))
                .anyMatch(line -> line.startsWith("{")
                        && line.contains("request method=POST")
                        && line.contains("\"traceId\":\"" + way.getFirst().traceId() + "\""));
    }

    private List<String> log(String service) {
        try {
            return Files.readAllLines(system.data().resolve("logs").resolve(service + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
