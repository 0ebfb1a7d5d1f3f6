package campaignflows.campaign;

import campaignflows.campaign.stub.OtherServices;
import campaignflows.campaign.stub.StubServicesResource;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** The base of the tests of the running service: real servers, stubs of the other services, and a tenant of its own. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServicesResource.class)
@SuppressWarnings("NullAway.Init")
public abstract class ServiceIT {
    @Inject
    protected InternalTokens tokens;

    /** Injected by {@link StubServicesResource}. */
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
