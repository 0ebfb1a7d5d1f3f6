package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * CampaignFlowsServiceMissing: the password of upload-service's role is another one than in its Secret, and the service is killed in
 * the middle of an import. With the right one the import goes on where it was.
 */
public final class MissingServiceDrill {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int ROWS = 5_000;

    private MissingServiceDrill() {}

    public static void run(DrillSystem system) {
        ServiceDatabase database = new ServiceDatabase(system.local(), "upload");
        Campaign campaign = Campaign.create(system.admin(), "Missing")
                .activeFlow(new FlowDraft("Whoever writes")
                        .node("session", "incoming_session")
                        .email("mail", "ANSWER", new Installation(system.admin()).emailMessages(), "Hello", "Hello")
                        .line("session", "mail"))
                .start();
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "email"));
        for (int i = 0; i < ROWS; i++) {
            csv.append(Csv.line("missing-" + i, "missing-" + i + "@people.example"));
        }
        ServiceLog log = system.log(DrillSystem.UPLOADS);
        UUID upload = campaign.beginUpload("missing.csv", BodyPublishers.ofString(csv.toString()))
                .id();
        database.administer("alter role upload password 'another one'");
        try {
            ProcessHandle.of(Objects.requireNonNull(system.local().pids().get(DrillSystem.UPLOADS)))
                    .orElseThrow()
                    .destroyForcibly();
            Alert alert = system.alerts()
                    .awaitFiring(
                            "CampaignFlowsServiceMissing",
                            Map.of("severity", "page", "service", KubeState.deployment(DrillSystem.UPLOADS)));
            assertThat(alert.annotations().get("summary")).isEqualTo("cf-upload has no pod that is ready.");
            List<String> reasons = Await.until(
                    "the reason in the log",
                    LIMIT,
                    () -> log.grep("PostgreSQL refuses the user name or the password"),
                    lines -> !lines.isEmpty());
            System.out.println("e2e:   " + reasons.getLast());
        } finally {
            database.administer(
                    "alter role upload password '" + system.local().secret("database-password-upload") + "'");
        }
        system.alerts().awaitOver("CampaignFlowsServiceMissing");
        Upload ended = Await.until("the end of the upload", LIMIT, () -> campaign.upload(upload), Upload::hasEnded);
        assertThat(List.of(ended.total(), ended.created(), ended.failed()))
                .containsExactly((long) ROWS, (long) ROWS, 0L);
        assertThat(campaign.participants().stream().map(one -> one.externalId()).distinct())
                .hasSize(ROWS);
    }
}
