package campaignflows.campaign;

import campaignflows.campaign.standin.OtherServices;
import campaignflows.campaign.standin.StandInResource;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** What every test of the running service has: real servers, the other services' stand-ins, a tenant of its own. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StandInResource.class)
@SuppressWarnings("NullAway.Init")
public abstract class ServiceIT {
    @Inject
    protected InternalTokens tokens;

    /** Injected by {@link StandInResource}. */
    protected OtherServices others;

    protected Api api;

    @BeforeEach
    void newTenant() {
        others.allWork();
        api = newTenantApi();
        others.agentsOf(api.tenant(), Api.messages());
    }

    /** Another tenant than all before. */
    protected Api newTenantApi() {
        return new Api(tokens, Ids.v7());
    }
}
