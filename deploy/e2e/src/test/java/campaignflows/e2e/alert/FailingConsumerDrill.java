package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * CampaignFlowsConsumerFails, for two reasons: a table that may not be written any more, and a database that is away for one service.
 * The plans of both times are made when it is mended, once.
 */
public final class FailingConsumerDrill {
    private static final Map<String, String> LABELS =
            Map.of("severity", "ticket", "consumer", "communication-commands");

    private FailingConsumerDrill() {}

    public static void runWithoutRights(DrillSystem system) {
        ServiceDatabase database = new ServiceDatabase(system.local(), "communication");
        try (Newcomers people = new Newcomers(system, "unwritten")) {
            people.come(1);
            people.awaitEachGreetedOnce();
            ServiceLog log = system.log(DrillSystem.COMMUNICATIONS);
            database.execute("revoke insert on communications from communication");
            try {
                people.come(3);
                Alert alert = system.alerts()
                        .awaitFiring(
                                "CampaignFlowsConsumerFails",
                                LABELS,
                                "CampaignFlowsStandsStill",
                                "CampaignFlowsServiceMissing");
                assertThat(alert.annotations().get("summary"))
                        .isEqualTo("Batches of communication-commands fail again and again.");
                var causes = log.grep("batch failed|positions not read");
                System.out.println("e2e:   " + causes.getLast());
                assertThat(causes.getLast()).contains("consumer=communication-commands", "cause=");
            } finally {
                database.execute("grant insert on communications to communication");
            }
            awaitMended(system, people);
        }
    }

    public static void runWithoutDatabase(DrillSystem system) {
        ServiceDatabase database = new ServiceDatabase(system.local(), "communication");
        try (Newcomers people = new Newcomers(system, "shut-out")) {
            people.come(1);
            people.awaitEachGreetedOnce();
            ServiceLog log = system.log(DrillSystem.COMMUNICATIONS);
            database.shut();
            try {
                people.come(1);
                system.alerts()
                        .awaitFiring(
                                "CampaignFlowsConsumerFails",
                                LABELS,
                                "CampaignFlowsStandsStill",
                                "CampaignFlowsServiceMissing");
                Readiness readiness = system.readiness(DrillSystem.COMMUNICATIONS);
                System.out.println("e2e:   " + readiness.body());
                assertThat(readiness.isReady()).isFalse();
                var causes = log.grep("batch failed|positions not read");
                causes.forEach(line -> System.out.println("e2e:   " + line));
                assertThat(causes).isNotEmpty();
                assertThat(causes.getLast()).contains("consumer=communication-commands", "cause=");
            } finally {
                database.open();
            }
            awaitMended(system, people);
        }
    }

    private static void awaitMended(DrillSystem system, Newcomers people) {
        system.alerts()
                .awaitOver("CampaignFlowsConsumerFails", "CampaignFlowsStandsStill", "CampaignFlowsServiceMissing");
        people.awaitEachGreetedOnce();
    }
}
