package campaignflows.campaign.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Makes the application call the stubs. */
public final class StubServicesResource implements QuarkusTestResourceLifecycleManager {
    private final OtherServices others = OtherServices.INSTANCE;

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(services());
        configuration.putAll(Map.of(
                "campaignflows.campaign.superset.url",
                others.superset.url() + "/",
                "campaignflows.campaign.superset.public-url",
                "https://superset.example.com",
                "campaignflows.campaign.superset.username",
                SupersetServer.USER,
                "campaignflows.campaign.superset.password",
                SupersetServer.PASSWORD,
                "campaignflows.campaign.superset.dashboard-id",
                SupersetServer.DASHBOARD.toString()));
        return configuration;
    }

    private Map<String, String> services() {
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
