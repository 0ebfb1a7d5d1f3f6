package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import java.time.Duration;
import java.util.Map;

/**
 * CampaignFlowsDeadLetters: records that cannot be read, one that is no JSON and one whose field somebody writes in another way. What
 * cannot be put back is said to be so, and what its writer writes again is processed once.
 */
public final class DeadLettersDrill {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "participant-events";

    private DeadLettersDrill() {}

    public static void run(DrillSystem system) {
        try (Newcomers people = new Newcomers(system, "readable");
                TopicRecords events = new TopicRecords(system.local(), TOPIC)) {
            people.come(1);
            people.awaitEachGreetedOnce();
            Campaign campaign = people.campaign();
            TopicRecords.Written event = events.like(
                            json -> json.path("type").asText().equals("ParticipantCreated")
                                    && json.at("/data/campaign_id")
                                            .asText()
                                            .equals(campaign.id().toString()))
                    .getFirst();
            ServiceLog engine = system.log(DrillSystem.ENGINE);
            ServiceLog figures = system.log(DrillSystem.CAMPAIGNS);

            events.send(new TopicRecords.Written(event.partition(), event.key(), "not JSON"));
            events.send(event.with("\"campaign_id\":\"" + campaign.id() + "\"", "\"campaign_id\":\"number 7\""));
            events.flush();

            Alert byEngine = system.alerts().awaitFiring("CampaignFlowsDeadLetters", Map.of("severity", "ticket"));
            system.alerts().lasts("CampaignFlowsDeadLetters");
            Alert byFigures = system.alerts()
                    .awaitFiring("CampaignFlowsDeadLetters", Map.of("severity", "ticket", "topic", TOPIC));
            assertThat(byEngine.annotations().get("description")).startsWith("2 records");
            assertThat(byFigures.annotations().get("description")).startsWith("2 records");
            assertThat(engine.grep("malformed record")).hasSize(2);
            assertThat(figures.grep("malformed record consumer=participant-figures"))
                    .hasSize(2);

            String list = Await.until(
                    "four letters",
                    LIMIT,
                    () -> system.local().deadLetters("list", TOPIC),
                    text -> text.lines()
                                    .filter(line -> line.contains("/" + event.partition() + "/"))
                                    .count()
                            >= 4);
            System.out.println("e2e: " + list);
            assertThat(list)
                    .contains("read by flow-engine: ", "read by participant-figures: ", "type: campaign_id, line 1")
                    .doesNotContain("number 7", "readable-0");
            String letter = list.lines()
                    .filter(line -> !line.contains("campaign_id") && line.contains("read by flow-engine"))
                    .filter(line -> !line.contains("rejected"))
                    .findFirst()
                    .orElseThrow()
                    .split(" +")[1];
            assertThat(system.local().deadLetters("show", TOPIC, letter)).contains("not JSON", "exit code 0");
            assertThat(system.local().deadLetters("replay", TOPIC, letter))
                    .contains("was not replayed: it is not JSON", "Replayed: 0", "exit code 1");

            people.come(1);
            people.awaitEachGreetedOnce();
        }
    }
}
