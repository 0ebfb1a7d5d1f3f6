package campaignflows.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.GatewayConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePolicyTest {

    @Test
    void shouldFrameNothingUnlessThereIsASuperset() {
        assertThat(policy(""))
                .doesNotContain("frame-src")
                .contains("default-src 'self'")
                .endsWith("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "https://superset.example.com, https://superset.example.com",
        "https://superset.example.com/, https://superset.example.com",
        "https://superset.example.com:8443/reports?a=b, https://superset.example.com:8443",
        "http://127.0.0.1:8088, http://127.0.0.1:8088"
    })
    void shouldFrameItsOriginAndNothingElse(String url, String origin) {
        assertThat(policy(url)).isEqualTo(policy("") + "; frame-src " + origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"superset.example.com", "ftp://superset.example.com", "https:superset", "data:text/html,x"})
    void shouldNotStartWithWhatCannotBeFramed(String url) {
        assertThatThrownBy(() -> policy(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("campaignflows.gateway.superset-url");
    }

    private static String policy(String url) {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("campaignflows.gateway.superset-url", url)
                .build()
                .getConfigMapping(GatewayConfig.class);
        return new ConsolePage(config).policy();
    }
}
