package campaignflows.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class HealthQuarkusTest {
    @ConfigProperty(name = "test.url")
    URI base;

    @Test
    void shouldSpeakForTheGatewayAlone() {
        Api.Response ready = new Api(base, null).get("/q/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("status").asText()).isEqualTo("UP");
        assertThat(ready.json().path("checks")).extracting(SystemState::text).containsExactly("api-gateway UP");
        assertThat(new Api(base, null).get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    void shouldNameTheServiceThatIsNotReady() {
        // given: the stub of the engine is not ready
        Api.Response system = new Api(base, null).get("/q/health/group/system");
        assertThat(system.status()).isEqualTo(503);
        assertThat(system.json().path("checks"))
                .extracting(SystemState::text)
                .containsExactly(
                        "api-gateway UP",
                        "campaign-service UP",
                        "participant-service UP",
                        "upload-service UP",
                        "flow-engine-service DOWN",
                        "communication-service UP");
    }

    @Test
    void shouldTellStrangersNothingElse() {
        for (String path : new String[] {"/q/metrics", "/q/openapi", "/q/health", "/q/info", "/q/dev-ui"}) {
            Api.Response answer = new Api(base, null).get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
    }

    private static final class SystemState {
        private SystemState() {}

        static String text(JsonNode check) {
            return check.path("name").asText() + " " + check.path("status").asText();
        }
    }
}
