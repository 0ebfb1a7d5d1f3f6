package campaignflows.communication.run;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The channel of definitions: what a replica knows that starts with the topic there, and what no record may do to it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@QuarkusTestResource(value = SeededDefinitions.class, restrictToAnnotatedClass = true)
class DefinitionFollowerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // by SeededDefinitions
    EmbeddedKafka broker;

    @Inject
    @Identifier("work")
    Database database;

    @Inject
    AgentUsage activeFlows;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void shouldKnowRunsAndFlowsOfTheTopicOnceReady() {
        awaitReady();

        assertThat(users())
                .contains("Flow (campaign " + SeededDefinitions.RUNNING + ")")
                .contains("Flow (campaign " + SeededDefinitions.STOPPED + ")")
                .doesNotContain("Flow (campaign " + SeededDefinitions.DELETED + ")");
        awaitRun(SeededDefinitions.RUNNING, "1 active");
        awaitRun(SeededDefinitions.STOPPED, "2 ended");
    }

    @Test
    void shouldSkipARecordThatCannotBeReadAndTakeTheNext() {
        UUID malformed = Ids.v7();
        UUID next = Ids.v7();

        publish(malformed, "{\"data\":".getBytes(StandardCharsets.UTF_8));
        publish(next, SeededDefinitions.definition(next, 1, CampaignStatus.ACTIVE, 1));

        awaitRun(next, "1 active");
        assertThat(run(malformed)).isNull();
        awaitReady();
    }

    @Test
    void shouldNotGoBackForADefinitionThatIsToldAgain() {
        UUID campaign = Ids.v7();
        UUID marker = Ids.v7();
        byte[] started = SeededDefinitions.definition(campaign, 1, CampaignStatus.ACTIVE, 1);
        byte[] stopped = SeededDefinitions.definition(campaign, 2, CampaignStatus.INACTIVE, 1);
        publish(campaign, started);
        publish(campaign, stopped);
        awaitRun(campaign, "1 ended");

        publish(campaign, started);
        publish(campaign, stopped);
        publish(campaign, started);
        publish(marker, SeededDefinitions.definition(marker, 1, CampaignStatus.ACTIVE, 1));

        awaitRun(marker, "1 active");
        assertThat(run(campaign)).isEqualTo("1 ended");
    }

    @Test
    void shouldForgetTheFlowsOfADeletedCampaignAndKeepItsRun() {
        UUID campaign = Ids.v7();
        publish(campaign, SeededDefinitions.definition(campaign, 1, CampaignStatus.ACTIVE, 1));
        awaitRun(campaign, "1 active");
        assertThat(users()).contains("Flow (campaign " + campaign + ")");

        publish(campaign, null);

        Await.untilAsserted(LIMIT, () -> assertThat(users()).doesNotContain("Flow (campaign " + campaign + ")"));
        assertThat(run(campaign)).isEqualTo("1 active");
    }

    @Test
    void shouldFollowAgainAfterItsBrokerHasGone() {
        awaitReady();
        UUID campaign = Ids.v7();

        broker.stop();
        broker.restart();
        publish(campaign, SeededDefinitions.definition(campaign, 1, CampaignStatus.ACTIVE, 3));

        awaitRun(campaign, "3 active");
        awaitReady();
        Await.until("alive", LIMIT, () -> !health.getLiveness().isDown());
    }

    private void publish(UUID campaign, byte @Nullable [] value) {
        SeededDefinitions.publish(broker.bootstrapServers(), campaign.toString(), value);
    }

    private void awaitReady() {
        Await.until("ready", LIMIT, () -> !health.getReadiness().isDown());
    }

    private void awaitRun(UUID campaign, String expected) {
        Await.untilAsserted(LIMIT, () -> assertThat(run(campaign)).isEqualTo(expected));
    }

    private List<String> users() {
        return activeFlows.usersOf(
                SeededDefinitions.TENANT, new AgentUsage.Pair(SeededDefinitions.AGENT, SeededDefinitions.CHANNEL));
    }

    private @Nullable String run(UUID campaign) {
        return database
                .read(tx -> tx.query(
                                "select run || case when active then ' active' else ' ended' end as state from runs where campaign_id = :id")
                        .bind("id", campaign)
                        .list(row -> row.text("state")))
                .stream()
                .findFirst()
                .orElse(null);
    }
}
