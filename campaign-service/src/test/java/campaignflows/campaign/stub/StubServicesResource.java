package campaignflows.campaign.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Makes the application call the stubs. */
public final class StubServicesResource implements QuarkusTestResourceLifecycleManager {
    private final OtherServices others = OtherServices.INSTANCE;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "campaignflows.services.participant",
                others.participant.url(),
                "campaignflows.services.communication",
                others.communication.url(),
                "campaignflows.services.gateway",
                others.gateway.url(),
                "campaignflows.services.upload",
                others.upload.url(),
                "campaignflows.campaign.run.answer-timeout",
                "500ms",
                "campaignflows.campaign.run.claim",
                "8s",
                "campaignflows.campaign.run.poll",
                "50ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(others, new TestInjector.MatchesType(OtherServices.class));
    }

    @Override
    public void stop() {
        // They end with the JVM: a restarted application finds them again.
    }
}
