package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketLimitsTest {

    @Test
    void shouldBoundThoseOfOneAddressAndOfAll() {
        SocketLimits limits = limits(3, 2, 1_000);
        SocketLimits.Place first = limits.take("a");
        limits.take("a");
        assertRefused(limits, "a", ErrorCode.TOO_MANY_REQUESTS);
        limits.take("b");
        assertRefused(limits, "c", ErrorCode.UNAVAILABLE);

        first.release();
        first.release();
        limits.take("a");
        assertRefused(limits, "c", ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldBoundHowOftenAnAddressBegins() {
        SocketLimits limits = limits(1_000_000, 1_000_000, 1);
        List<SocketLimits.Place> taken = new ArrayList<>();
        assertThatThrownBy(() -> {
                    // However slow the machine is, more than one a second are begun at some time.
                    for (int i = 0; i < 100_000; i++) {
                        taken.add(limits.take("a"));
                    }
                })
                .isInstanceOf(ProblemException.class);
        assertThat(taken).hasSizeGreaterThanOrEqualTo(4);
        limits.take("b");
    }

    private static void assertRefused(SocketLimits limits, String address, ErrorCode code) {
        assertThatThrownBy(() -> limits.take(address))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static SocketLimits limits(int ofAll, int ofAddress, int perSecond) {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("campaignflows.gateway.open-sockets", Integer.toString(ofAll))
                .withDefaultValue("campaignflows.gateway.open-sockets-per-address", Integer.toString(ofAddress))
                .withDefaultValue("campaignflows.gateway.socket-handshakes-per-second", Integer.toString(perSecond))
                .build()
                .getConfigMapping(GatewayConfig.class);
        return new SocketLimits(config);
    }
}
