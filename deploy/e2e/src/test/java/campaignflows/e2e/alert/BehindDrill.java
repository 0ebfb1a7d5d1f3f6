package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * CampaignFlowsConsumerBehind: the database of communication-service has become slow, and 75,000 plans come at once. When it is quick
 * again all are made, once.
 */
public final class BehindDrill {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int PLANS = 75_000;
    private static final String TOPIC = "communication-commands";

    private BehindDrill() {}

    public static void run(DrillSystem system) {
        Campaign campaign = Campaign.create(system.admin(), "Behind")
                .activeFlow(new FlowDraft("Next month")
                        .node("created", "participant_created")
                        .communication(
                                "mail",
                                "email_communication",
                                "LATER",
                                new Installation(system.admin()).emailMessages(),
                                Map.of(
                                        "subject",
                                        "Later",
                                        "body",
                                        "Later",
                                        "when",
                                        Map.of(
                                                "base",
                                                Map.of(
                                                        "kind",
                                                        "literal",
                                                        "value",
                                                        Instant.now()
                                                                .plus(30, ChronoUnit.DAYS)
                                                                .truncatedTo(ChronoUnit.SECONDS)
                                                                .toString()))))
                        .line("created", "mail"))
                .start();
        for (int i = 0; i < 48; i++) {
            campaign.add(Person.named("behind-" + i));
        }
        try (TopicRecords commands = new TopicRecords(system.local(), TOPIC)) {
            List<TopicRecords.Written> plans = Await.until(
                    "a plan of each",
                    LIMIT,
                    () -> commands.like(json -> json.at("/data/campaign_id")
                            .asText()
                            .equals(campaign.id().toString())),
                    list -> list.size() == 48);
            Backlog backlog = new Backlog(commands, plans, "/id", "/data/communication_id");
            ServiceDatabase database = new ServiceDatabase(system.local(), "communication");
            database.execute("""
                    create function delay() returns trigger language plpgsql as
                    $$ begin perform pg_sleep(0.003); return new; end $$;
                    create trigger delay before insert on communications for each row execute function delay()""");
            try {
                backlog.grow(PLANS);
                Alert alert = system.alerts()
                        .awaitFiring(
                                "CampaignFlowsConsumerBehind",
                                Map.of("severity", "ticket", "consumer", TOPIC, "topic", TOPIC));
                assertThat(alert.annotations().get("summary"))
                        .isEqualTo("communication-commands is behind on communication-commands.");
                assertThat(system.prometheus()
                                .query("increase(campaignflows_consumer_failures_total{consumer=\"" + TOPIC
                                        + "\"}[30s]) > 0")
                                .at("/data/result"))
                        .as("batches do not fail: it is the database")
                        .isEmpty();
                assertThat(system.readiness(DrillSystem.COMMUNICATIONS).standsStill())
                        .isEmpty();
            } finally {
                database.execute("drop trigger delay on communications; drop function delay()");
            }
            system.alerts().awaitOver("CampaignFlowsConsumerBehind");
            String planned = "select count(*) from communications where campaign_id = '" + campaign.id() + "'";
            long expected = backlog.copies() + plans.size();
            Await.until("all plans", LIMIT, () -> database.number(planned), count -> count >= expected);
            assertThat(database.number(planned)).isEqualTo(expected);
        }
    }
}
