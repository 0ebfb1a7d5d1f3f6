package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookLimitsTest {

    @Test
    void shouldBoundOneAddressAtOneWebhookAndAtAll() {
        // given: one call a second
        WebhookLimits limits = limits(1);

        // when / then: nothing but time gives more, and there is none of it in a test
        assertThat(passed(limits, "10.0.0.1", "/a", 100)).isBetween(2, 50);
        assertThat(passed(limits, "10.0.0.1", "/b", 2)).isEqualTo(2);
        assertThat(passed(limits, "10.0.0.2", "/a", 2)).isEqualTo(2);
        int ofOne = 0;
        for (int i = 0; i < 1_000; i++) {
            ofOne += passed(limits, "10.0.0.3", "/" + i, 1);
        }
        assertThat(ofOne).isBetween(20, 500);
        assertThatThrownBy(() -> limits.take("10.0.0.3", "/x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Too many calls");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void shouldRefuseOtherBounds(int perSecond) {
        assertThatThrownBy(() -> limits(perSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook-calls-per-second");
    }

    private static int passed(WebhookLimits limits, String address, String path, int calls) {
        int passed = 0;
        for (int i = 0; i < calls; i++) {
            try {
                limits.take(address, path);
                passed++;
            } catch (ProblemException tooMany) {
                assertThat(tooMany.getMessage()).contains("Too many calls");
            }
        }
        return passed;
    }

    private static WebhookLimits limits(int perSecond) {
        return new WebhookLimits(new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("campaignflows.gateway.webhook-calls-per-second", String.valueOf(perSecond))
                .build()
                .getConfigMapping(GatewayConfig.class));
    }
}
