package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * CampaignFlowsOutboxOld: Kafka takes nothing any more, and answers nothing. People who come meanwhile are stored, and greeted once
 * when it is back.
 */
public final class OutboxDrill {
    private OutboxDrill() {}

    public static void run(DrillSystem system) {
        try (Newcomers people = new Newcomers(system, "unpublished")) {
            people.come(1);
            people.awaitEachGreetedOnce();
            ServiceLog log = system.log(DrillSystem.PARTICIPANTS);
            try (FrozenProcess kafka = FrozenProcess.whole(system.local(), "kafka")) {
                people.come(50);
                Alert alert = system.alerts()
                        .awaitFiring(
                                "CampaignFlowsOutboxOld",
                                Map.of("severity", "page", "pod", DrillSystem.pod(DrillSystem.PARTICIPANTS)),
                                "CampaignFlowsStandsStill",
                                "CampaignFlowsServiceMissing");
                assertThat(alert.annotations().get("description")).contains("has waited for 1m");

                Readiness readiness = system.readiness(DrillSystem.PARTICIPANTS);
                System.out.println("e2e:   " + readiness.standsStill());
                assertThat(readiness.standsStill()).contains("outbox shard=");
                assertThat(log.grep("(?i)relay failed")).isNotEmpty();
                assertThat(log.grep("makes no progress")).isNotEmpty();
            }
            system.alerts()
                    .awaitOver("CampaignFlowsOutboxOld", "CampaignFlowsStandsStill", "CampaignFlowsServiceMissing");
            people.awaitEachGreetedOnce();
        }
    }
}
