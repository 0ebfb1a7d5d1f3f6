package campaignflows.engine.processing;

import static campaignflows.engine.walk.WalkFixture.communication;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The application as it is packaged: it starts without a database, becomes ready, walks, and says how it does. */
@NullUnmarked
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = StubServicesResource.class, restrictToAnnotatedClass = true)
class FlowEngineQuarkusTest {
    StubServices services;

    @Inject
    SmallRyeHealthReporter health;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void shouldBecomeReadyAndWalk() {
        // given
        WalkFixture fixture = new WalkFixture().flow(communication("n", "email", "MAIL"));
        services.keep(fixture.tenant());
        services.keep(fixture.campaign());
        ParticipantSnapshot participant = StubServicesResource.newParticipant(WalkFixture.CAMPAIGN);
        services.keep(participant);
        Await.until("ready", () -> !health.getReadiness().isDown());
        assertThat(health.getLiveness().isDown()).isFalse();
        assertThat(health.getReadiness().getPayload().toString())
                .contains("flow-engine", "\"topic-tenants\":\"known\"", "\"topic-campaign-definitions\":\"known\"")
                .doesNotContain("Database");

        // when
        try (Events events = new Events(kafka)) {
            events.publish(List.of(
                    Events.created(WalkFixture.CAMPAIGN, participant.participantId(), participant.customerId())));
        }

        // then
        Await.until("walked", () -> services.plans().size() == 1);
        assertThat(services.plans()).extracting(PlanCommunication::name).containsExactly("MAIL");
        Await.until(
                "counted",
                () -> meters.get("campaignflows.engine.walks")
                                .tag("outcome", "completed")
                                .counter()
                                .count()
                        == 1);
        Await.until("the lag is known and gone", this::hasNoLag);
    }

    private boolean hasNoLag() {
        Collection<Gauge> lags = meters.find("campaignflows.engine.lag").gauges();
        return lags.size() == Topics.CUSTOMER_PARTITIONS && lags.stream().allMatch(lag -> lag.value() == 0);
    }
}
