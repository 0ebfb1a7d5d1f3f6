package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * CampaignFlowsPartitionStandsStill: participant-service cannot store what one person's walk did, each time. That person's partition
 * stands still, the others go on, and so does that one when the cause is gone.
 */
public final class PartitionDrill {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private PartitionDrill() {}

    public static void run(DrillSystem system) {
        ServiceDatabase database = new ServiceDatabase(system.local(), "participant");
        try (Newcomers people = new Newcomers(system, "standing");
                TopicRecords events = new TopicRecords(system.local(), "participant-events")) {
            people.keepComing();
            database.execute("""
                    create function refuse() returns trigger language plpgsql as
                    $$ begin raise exception 'not this one'; end $$;
                    create trigger refuse before insert or update on participants for each row
                    when (new.object_id = 'refused' and new.communications_count > 0) execute function refuse()""");
            ServiceLog engine = system.log(DrillSystem.ENGINE);
            ServiceLog participants = system.log(DrillSystem.PARTICIPANTS);
            people.comeAbout("refused", "refused");
            String partition = Integer.toString(partitionOf(events, people));

            Alert alert = system.alerts()
                    .awaitFiring(
                            "CampaignFlowsPartitionStandsStill",
                            Map.of(
                                    "severity",
                                    "page",
                                    "pod",
                                    DrillSystem.pod(DrillSystem.ENGINE),
                                    "partition",
                                    partition),
                            "CampaignFlowsStandsStill",
                            "CampaignFlowsConsumerFails");
            assertThat(alert.annotations().get("summary")).contains("partition " + partition);
            assertThat(system.alerts().firing())
                    .filteredOn(other -> other.name().equals("CampaignFlowsPartitionStandsStill"))
                    .as("no other partition stands still")
                    .hasSize(1);

            Readiness readiness = system.readiness(DrillSystem.ENGINE);
            System.out.println("e2e:   " + readiness.standsStill());
            assertThat(readiness.isReady()).as("others move").isTrue();
            assertThat(readiness.standsStill())
                    .contains(
                            "consumer=flow-engine topic=participant-events partition=" + partition + " position=",
                            "campaign=" + people.campaign().id(),
                            "flow=",
                            "node=mail");
            List<String> causes = engine.grep("batch failed|positions not read").stream()
                    .filter(line -> line.contains("partition=" + partition + " "))
                    .toList();
            System.out.println("e2e:   " + causes.getLast());
            assertThat(causes.getLast()).contains("cause=");
            assertThat(participants.grep("Request failed.*sqlstate=P0001")).isNotEmpty();

            database.execute("drop trigger refuse on participants; drop function refuse()");
            system.alerts()
                    .awaitOver(
                            "CampaignFlowsPartitionStandsStill",
                            "CampaignFlowsStandsStill",
                            "CampaignFlowsConsumerFails");
            assertThat(system.readiness(DrillSystem.ENGINE).standsStill()).isEmpty();
            people.close();
            people.awaitEachGreetedOnce();
        }
    }

    private static int partitionOf(TopicRecords events, Newcomers people) {
        String refused = people.campaign().participants().stream()
                .filter(one -> "refused".equals(one.objectId()))
                .map(one -> one.id().toString())
                .findFirst()
                .orElseThrow();
        return Await.until(
                        "the event of the one that is refused",
                        LIMIT,
                        () -> events.like(json -> json.path("subject").asText().equals(refused)),
                        list -> !list.isEmpty())
                .getFirst()
                .partition();
    }
}
