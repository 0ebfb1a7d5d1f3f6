package campaignflows.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.engine.walk.CampaignRun;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.messaging.Scheduling;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which definition a run is walked with, from the topic or asked for. */
class DefinitionsTest {
    private final AtomicInteger asked = new AtomicInteger();
    private Optional<CampaignDefined> answer = Optional.empty();
    private boolean unreachable;
    private final TenantSettings tenants = new TenantSettings(id -> Optional.of(new WalkFixture().tenant()));
    private final Definitions definitions = new Definitions(
            (tenant, campaign) -> {
                asked.incrementAndGet();
                if (unreachable) {
                    throw new IllegalStateException("no answer");
                }
                return answer;
            },
            tenants,
            Duration.ofMillis(40),
            Scheduling.REAL);

    private static CampaignDefined campaign(long revision, int run, CampaignStatus status) {
        CampaignDefined any = new WalkFixture()
                .flow(WalkFixture.communication("n", "email", "MAIL"))
                .campaign();
        return new CampaignDefined(
                any.tenantId(),
                any.campaignId(),
                any.name(),
                revision,
                status,
                run,
                true,
                any.fields(),
                any.flows(),
                any.communicationResults());
    }

    private void receive(CampaignDefined campaign) {
        definitions.changed(
                campaign.campaignId(),
                CampaignDefined.FAMILY.encode(new Envelope<>(
                        Ids.v7(),
                        "campaign-service",
                        campaign.tenantId(),
                        campaign.campaignId().toString(),
                        Instant.now(),
                        null,
                        0,
                        campaign)));
    }

    private CampaignRun run(int number) {
        return definitions.run(WalkFixture.TENANT, WalkFixture.CAMPAIGN, number);
    }

    @Test
    void shouldWalkWithTheDefinitionOfTheRunAndCompileItOnce() {
        // given
        receive(campaign(5, 3, CampaignStatus.ACTIVE));

        // when / then
        assertThat(run(3)).isInstanceOfSatisfying(CampaignRun.Active.class, active -> {
            assertThat(active.campaign().revision()).isEqualTo(5);
            assertThat(active.campaign().flows()).hasSize(1);
            assertThat(((CampaignRun.Active) run(3)).campaign()).isSameAs(active.campaign());
        });
        assertThat(asked).hasValue(0);
    }

    @Test
    void shouldCompileAgainWhenTheTenantHasChanged() {
        // given
        receive(campaign(5, 3, CampaignStatus.ACTIVE));
        CampaignRun before = run(3);

        // when
        TenantDefined changed =
                new TenantDefined(WalkFixture.TENANT, "T", 2, java.time.ZoneId.of("Asia/Tokyo"), "dd.MM.yyyy", null);
        tenants.changed(
                WalkFixture.TENANT,
                TenantDefined.FAMILY.encode(new Envelope<>(
                        Ids.v7(), "api-gateway", WalkFixture.TENANT, "t", Instant.now(), null, 0, changed)));

        // then
        assertThat(((CampaignRun.Active) run(3)).campaign().formats().timezone())
                .isEqualTo(java.time.ZoneId.of("Asia/Tokyo"));
        assertThat(run(3)).isNotEqualTo(before);
    }

    @Test
    void shouldNotWalkARunThatHasEnded() {
        receive(campaign(5, 3, CampaignStatus.INACTIVE));
        assertThat(run(3)).isEqualTo(new CampaignRun.Ended("campaign stopped"));
        receive(campaign(6, 4, CampaignStatus.ACTIVE));
        assertThat(run(3)).isEqualTo(new CampaignRun.Ended("campaign stopped"));
        receive(campaign(7, 4, CampaignStatus.ERROR));
        assertThat(run(4)).isEqualTo(new CampaignRun.Ended("campaign stopped"));
    }

    @Test
    void shouldAskWhereTheTopicIsLate() {
        // given
        receive(campaign(5, 2, CampaignStatus.INACTIVE));
        answer = Optional.of(campaign(6, 3, CampaignStatus.ACTIVE));

        // when / then
        assertThat(run(3)).isInstanceOf(CampaignRun.Active.class);
        assertThat(run(3)).isInstanceOf(CampaignRun.Active.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldNotGoBackToAnOlderRevision() {
        // given: the topic repeats from the beginning what was requested already
        answer = Optional.of(campaign(6, 3, CampaignStatus.ACTIVE));
        run(3);

        // when
        receive(campaign(5, 2, CampaignStatus.INACTIVE));

        // then
        assertThat(run(3)).isInstanceOf(CampaignRun.Active.class);
    }

    @Test
    void shouldGiveUpForNowWhenTheDefinitionDoesNotCome() {
        // given
        answer = Optional.of(campaign(5, 2, CampaignStatus.INACTIVE));

        // when / then
        assertThatThrownBy(() -> run(3)).isInstanceOf(DefinitionLateException.class);
        assertThat(asked).hasValueGreaterThan(1);
        unreachable = true;
        assertThatThrownBy(() -> run(3)).isInstanceOf(DefinitionLateException.class);
    }

    @Test
    void shouldNotWalkADeletedCampaign() {
        // given
        receive(campaign(5, 3, CampaignStatus.ACTIVE));

        // when
        definitions.changed(WalkFixture.CAMPAIGN, null);

        // then
        assertThat(run(3)).isEqualTo(new CampaignRun.Ended("campaign deleted"));
    }

    @Test
    void shouldNotWalkACampaignOfAnotherTenant() {
        receive(campaign(5, 3, CampaignStatus.ACTIVE));
        assertThat(definitions.run(new java.util.UUID(1, 1), WalkFixture.CAMPAIGN, 3))
                .isEqualTo(new CampaignRun.Ended("campaign stopped"));
    }
}
