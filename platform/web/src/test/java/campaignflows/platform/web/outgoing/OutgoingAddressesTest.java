package campaignflows.platform.web.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class OutgoingAddressesTest {
    private final OutgoingAddresses addresses = new OutgoingAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "192.0.2.1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "100::1",
                "2a00::5efe:10.0.0.1",
                "2a00::200:5efe:10.0.0.1"
            })
    void shouldRefuseWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(addresses.permits(InetAddress.getByName(address))).isFalse();
        assertThat(addresses.refusesLiteral(address)).isTrue();
        assertThatThrownBy(() -> addresses.checked(new InetSocketAddress(InetAddress.getByName(address), 25)))
                .isInstanceOf(AddressRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.6.139", "2a00:1450:4001::1", "2606:4700::1"})
    void shouldLetPublicAddressesBeReached(String address) throws UnknownHostException {
        assertThat(addresses.permits(InetAddress.getByName(address))).isTrue();
        assertThat(addresses.refusesLiteral(address)).isFalse();
    }

    @Test
    void shouldReachWhatTheOperatorAllowsAndNothingElse() throws UnknownHostException {
        OutgoingAddresses local = new OutgoingAddresses(List.of("127.0.0.0/8", "::1", "10.1.0.0/16"));

        assertThat(local.permits(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(local.permits(InetAddress.getByName("::ffff:127.0.0.1"))).isTrue();
        assertThat(local.permits(InetAddress.getByName("::1"))).isTrue();
        assertThat(local.permits(InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(local.permits(InetAddress.getByName("10.2.0.1"))).isFalse();
        assertThat(local.permits(InetAddress.getByName("169.254.169.254"))).isFalse();
    }

    @Test
    void shouldSayThatANameHasNoAddress() {
        assertThatThrownBy(() -> addresses.checked(InetSocketAddress.createUnresolved("nowhere.invalid", 25)))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "nonsense", "10.0.0/8", "::/129", "", "10.0.0.0/8/8"})
    void shouldRefuseARangeThatIsNone(String range) {
        assertThatThrownBy(() -> new OutgoingAddresses(List.of(range))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.org",
                "mail",
                "mail_1.example.org.",
                "xn--bcher-kva.example",
                "8.8.8.8",
                "[::1]",
                "::1"
            })
    void shouldTakeNamesAndAddressesInTheirUsualForm(String host) {
        assertThat(HostNames.isValid(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.01", "256.1.1.1", "1.2.3.4.5",
                "example.0x1", "example.1", "", ".", "a..b", "-a.example", "mail.example.org:25", "fe80::1%eth0",
                "mail example", "mail/example", "user@mail.example", "bücher.example"
            })
    void shouldRefuseFormsThatResolversReadInDifferentWays(String host) {
        assertThat(HostNames.isValid(host)).isFalse();
    }
}
