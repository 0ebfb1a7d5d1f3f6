package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * CampaignFlowsStandsStill: somebody holds a lock on the table of communications, so that plans wait for as long. When the lock is
 * given up they are made, once.
 */
public final class StandsStillDrill {
    private StandsStillDrill() {}

    public static void run(DrillSystem system) throws SQLException {
        ServiceDatabase database = new ServiceDatabase(system.local(), "communication");
        try (Newcomers people = new Newcomers(system, "locked")) {
            people.come(20);
            people.awaitEachGreetedOnce();
            ServiceLog log = system.log(DrillSystem.COMMUNICATIONS);
            try (Connection lock = database.openTransaction("lock table communications in access exclusive mode")) {
                people.come(20);
                Alert alert = system.alerts()
                        .awaitFiring(
                                "CampaignFlowsStandsStill",
                                Map.of("severity", "page", "pod", DrillSystem.pod(DrillSystem.COMMUNICATIONS)),
                                "CampaignFlowsServiceMissing");
                assertThat(alert.annotations().get("description")).contains("The readiness of the pod names them");

                Readiness readiness = system.readiness(DrillSystem.COMMUNICATIONS);
                System.out.println("e2e:   " + readiness.standsStill());
                assertThat(readiness.isReady()).as("none moves").isFalse();
                assertThat(readiness.standsStill())
                        .contains("consumer=communication-commands topic=communication-commands partition=");
                assertThat(log.grep("makes no progress")).isNotEmpty();
                assertThat(log.grep("batch failed|positions not read"))
                        .as("it hangs")
                        .isEmpty();
                assertThat(database.endBlockers()).isPositive();
                assertThat(lock.isValid(1)).isFalse();
            }
            system.alerts().awaitOver("CampaignFlowsStandsStill", "CampaignFlowsServiceMissing");
            people.awaitEachGreetedOnce();
        }
    }
}
