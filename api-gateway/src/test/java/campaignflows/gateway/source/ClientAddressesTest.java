package campaignflows.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    private static final String PROXY = "10.1.2.3";

    private final ClientAddresses clients = new ClientAddresses(List.of("10.0.0.0/8", "fd00::/8"));

    @Test
    void shouldBelieveNoHeaderOfAStranger() {
        assertThat(clients.addressOf("203.0.113.9", List.of("198.51.100.1"), List.of()))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void shouldTakeTheRightmostAddressThatIsNoProxys() {
        assertThat(clients.addressOf(PROXY, List.of("1.1.1.1, 198.51.100.1", "10.9.9.9"), List.of()))
                .isEqualTo("198.51.100.1");
        assertThat(clients.addressOf(PROXY, List.of("198.51.100.1:4711"), List.of()))
                .isEqualTo("198.51.100.1");
        assertThat(clients.addressOf("fd00::1", List.of("[2001:db8::7]:4711"), List.of()))
                .isEqualTo("[2001:db8::7]");
    }

    @Test
    void shouldReadTheStandardsHeaderToo() {
        assertThat(clients.addressOf(
                        PROXY, List.of(), List.of("for=1.1.1.1;proto=http, For=\"[2001:db8::7]:80\";by=10.1.2.3")))
                .isEqualTo("[2001:db8::7]");
    }

    @Test
    void shouldStayAtTheProxyWhereItsWordIsNoAddress() {
        assertThat(clients.addressOf(PROXY, List.of("unknown"), List.of())).isEqualTo(PROXY);
        assertThat(clients.addressOf(PROXY, List.of("198.51.100.1, _hidden"), List.of()))
                .isEqualTo(PROXY);
        assertThat(clients.addressOf(PROXY, List.of(), List.of())).isEqualTo(PROXY);
    }

    @Test
    void shouldTakeANetworkOfIpv6ForOnePlace() {
        assertThat(ClientAddresses.source("2001:db8:1:2:3::4")).isEqualTo(ClientAddresses.source("2001:db8:1:2::9"));
        assertThat(ClientAddresses.source("2001:db8:1:3::4")).isNotEqualTo(ClientAddresses.source("2001:db8:1:2::9"));
        assertThat(ClientAddresses.source("::ffff:192.0.2.1")).isEqualTo(ClientAddresses.source("192.0.2.1"));
        assertThat(ClientAddresses.source("192.0.2.2")).isNotEqualTo(ClientAddresses.source("192.0.2.1"));
    }
}
