package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An event that could not be processed is found, and put back when it can be ({@code deploy/dead-letters}). */
@Order(8)
@ExtendWith(SharedSystem.class)
class DeadLettersE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "participant-events";

    @Test
    void shouldWalkWhatIsPutBackOnceHoweverOftenThatIsDone(LocalSystem system) {
        // given: somebody was greeted
        Api api = system.admin();
        Sender whatsapp = new Installation(api).whatsappSimulator();
        Campaign campaign = Campaign.create(api, "Put back")
                .activeFlow(new FlowDraft("Hello")
                        .node("created", "participant_created")
                        .whatsapp("hello", "HELLO", whatsapp)
                        .line("created", "hello"));
        campaign.start();
        campaign.add(Person.named("put-back"));
        Participant person = campaign.participants().getFirst();
        awaitGreetings(campaign, person, 1);

        // and: the event is among the dead letters, as an event that was never walked would be
        long offset = system.putAmongDeadLetters(
                TOPIC,
                event -> event.path("type").asText().equals("ParticipantCreated")
                        && event.path("subject").asText().equals(person.id().toString()),
                "What its walks did was rejected: too large");

        // then
        assertThat(system.deadLetters("list", TOPIC))
                .contains("participant-events.dead-letter " + offset, "rejected: too large", "read by flow-engine")
                .doesNotContain("put-back")
                .endsWith("exit code 0");

        // when
        String letter = Long.toString(offset);
        assertThat(system.deadLetters("replay", TOPIC, letter)).contains("Replayed: 1", "exit code 0");
        awaitGreetings(campaign, person, 2);
        assertThat(system.deadLetters("replay", TOPIC, letter)).contains("Replayed: 1", "exit code 0");

        // then: whoever comes later has been greeted, and nobody has been greeted by the second replay
        campaign.add(Person.known("put-back").about("later"));
        Participant later = campaign.participants().stream()
                .filter(one -> !one.id().equals(person.id()))
                .findFirst()
                .orElseThrow();
        awaitGreetings(campaign, later, 1);
        assertThat(campaign.communications(person.id())).hasSize(2);
    }

    @Test
    void shouldSayWhatItCannotDo(LocalSystem system) {
        assertThat(system.deadLetters("replay", TOPIC, "999999")).contains("has no letter [999999]", "exit code 1");
        assertThat(system.deadLetters("replay", TOPIC)).contains("--all", "exit code 2");
        assertThat(system.deadLetters("show", "no-such-topic", "0")).contains("Expected a topic", "exit code 2");
    }

    private static void awaitGreetings(Campaign campaign, Participant person, int count) {
        Await.until(
                count + " greetings",
                LIMIT,
                () -> campaign.communications(person.id()),
                (List<?> list) -> list.size() == count);
    }
}
