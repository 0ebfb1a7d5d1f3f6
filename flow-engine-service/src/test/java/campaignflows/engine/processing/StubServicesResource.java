package campaignflows.engine.processing;

import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stand-in services for a test of the whole application. */
public final class StubServicesResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable StubServices services;

    @Override
    public Map<String, String> start() {
        StubServices started = new StubServices();
        services = started;
        String uri = started.uri().toString();
        return Map.of(
                "campaignflows.services.participant", uri,
                "campaignflows.services.campaign", uri,
                "campaignflows.services.gateway", uri);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(services, new TestInjector.MatchesType(StubServices.class));
    }

    @Override
    public void stop() {
        Objects.requireNonNull(services).close();
    }

    static ParticipantSnapshot newParticipant(UUID campaign) {
        return new ParticipantSnapshot(
                WalkFixture.TENANT,
                campaign,
                Ids.v7(),
                Ids.v7(),
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                WalkFixture.RUN);
    }
}
