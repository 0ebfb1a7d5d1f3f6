package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last of the tests that share a system stops it, and checks that everything comes back. */
@Order(90)
@ExtendWith(SharedSystem.class)
class ShutdownE2EIT {
    private static final List<String> PROCESSES = List.of(
            "mail",
            "postgres",
            "kafka",
            "campaign-service",
            "participant-service",
            "upload-service",
            "flow-engine-service",
            "communication-service",
            "api-gateway");

    @Test
    void shouldEndCleanlyAndComeBackWithEverything(LocalSystem system) {
        Campaign before = Campaign.create(system.admin(), "Survives");
        before.activeFlow(new FlowDraft("Mail")
                .node("created", "participant_created")
                .email("mail", "MAIL", new Installation(system.admin()).emailMessages(), "Still here", "Hello")
                .line("created", "mail"));
        before.start();
        before.add(Person.named("first"));
        awaitMails(system.mails(), "first");
        Map<String, Long> pids = system.pids();
        assertThat(pids).containsOnlyKeys(PROCESSES);
        assertThat(LocalSystem.alive(pids)).hasSize(PROCESSES.size());

        Duration took = system.stop();

        System.out.println("e2e: ended within " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        assertThat(LocalSystem.alive(pids)).isEmpty();
        try (LocalSystem again = LocalSystem.start(system.data())) {
            Campaign after = new Campaign(again.admin(), before.id());
            assertThat(after.get().path("status").asText()).isEqualTo("active");
            after.add(Person.named("second"));
            awaitMails(again.mails(), "second");
            assertThat(again.mails().to("first@people.example")).hasSize(1);
            assertThat(after.byKey()).containsOnlyKeys("first", "second");
        }
    }

    private static void awaitMails(MailCatcher mails, String person) {
        Await.until(
                "the mail",
                Duration.ofSeconds(30),
                () -> mails.to(person + "@people.example"),
                list -> list.size() == 1);
    }
}
