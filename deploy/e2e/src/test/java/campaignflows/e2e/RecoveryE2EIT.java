package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.FaultInjector;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server is killed while the services keep running. Once the system reports that it is ready, it does all of its work: plans,
 * sends and keeps the journal, without a restart of a service.
 */
@Order(80)
@ExtendWith(SharedSystem.class)
class RecoveryE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SERVICES = List.of(
            "campaign-service",
            "participant-service",
            "upload-service",
            "flow-engine-service",
            "communication-service",
            "api-gateway");

    @Test
    void shouldDoAllOfItsWorkAgainAfterEachServerWasKilled(LocalSystem system) {
        Campaign campaign = Campaign.create(system.admin(), "Recovers");
        campaign.activeFlow(new FlowDraft("Mail")
                .node("created", "participant_created")
                .email("mail", "MAIL", new Installation(system.admin()).emailMessages(), "Recovered", "Hello")
                .line("created", "mail"));
        campaign.start();
        Map<String, Long> before = system.pids();
        FaultInjector faults = new FaultInjector(system, new Random(1), () -> "nothing under way");

        work(system, campaign, "before");
        faults.killEach(List.of("postgres"), Duration.ofMillis(1));
        work(system, campaign, "after-postgres");
        faults.killEach(List.of("kafka"), Duration.ofMillis(1));
        work(system, campaign, "after-kafka");

        Map<String, Long> after = system.pids();
        for (String service : SERVICES) {
            assertThat(after.get(service)).as(service).isEqualTo(before.get(service));
        }
    }

    private static void work(LocalSystem system, Campaign campaign, String person) {
        long begin = System.nanoTime();
        campaign.add(Person.named(person));
        Participant participant = Objects.requireNonNull(campaign.byKey().get(person), person);
        Await.until(
                "the mail of " + person,
                LIMIT,
                () -> system.mails().to(person + "@people.example"),
                mails -> mails.size() == 1);
        List<JsonNode> walks = Await.until(
                "the journal of " + person, LIMIT, () -> campaign.walks(participant.id()), list -> !list.isEmpty());
        assertThat(walks).hasSize(1);
        assertThat(campaign.communications(participant.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isIn("started", "delivered"));
        System.out.printf("e2e: worked %s within %.1f s%n", person, (System.nanoTime() - begin) / 1e9);
    }
}
