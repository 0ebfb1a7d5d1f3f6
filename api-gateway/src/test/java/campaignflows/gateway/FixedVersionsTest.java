package campaignflows.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.DriverInfo;

/** No library is older than the version in which its known vulnerabilities are fixed, whatever a BOM says. */
class FixedVersionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"netty-codec-http", "netty-handler", "netty-buffer", "netty-transport"})
    void shouldHaveNettyWithoutKnownFaults(String artifact) {
        io.netty.util.Version version =
                Objects.requireNonNull(io.netty.util.Version.identify().get(artifact));
        assertThat(comparable(version.artifactVersion())).isGreaterThanOrEqualTo(comparable("4.1.139"));
    }

    @Test
    void shouldHaveTheOthersWithoutKnownFaults() {
        Version jackson = PackageVersion.VERSION;
        assertThat(comparable(jackson.toString())).isGreaterThanOrEqualTo(comparable("2.21.4"));
        assertThat(comparable(AppInfoParser.getVersion())).isGreaterThanOrEqualTo(comparable("4.1.2"));
        assertThat(comparable(DriverInfo.DRIVER_VERSION)).isGreaterThanOrEqualTo(comparable("42.7.12"));
    }

    private static int comparable(String version) {
        return Arrays.stream(version.split("[.-]"))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .reduce(0, (sum, part) -> sum * 1_000 + part);
    }
}
