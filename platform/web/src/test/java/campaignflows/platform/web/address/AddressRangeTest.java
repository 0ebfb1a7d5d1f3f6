package campaignflows.platform.web.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @Test
    void shouldReadRangesToTheBit() throws UnknownHostException {
        AddressRange range = AddressRange.parse("192.0.2.128/25");

        assertThat(range.contains("192.0.2.128")).isTrue();
        assertThat(range.contains("::ffff:192.0.2.255")).isTrue();
        assertThat(range.contains("192.0.2.127")).isFalse();
        assertThat(range.contains("proxy.example")).isFalse();
        assertThat(range.contains(InetAddress.getByName("192.0.2.200"))).isTrue();
        assertThat(range.contains(InetAddress.getByName("::1"))).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains("255.255.255.255")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8,10.0.0.0/8",
        "198.51.100.7,198.51.100.7",
        "198.51.100.7/32,198.51.100.7",
        "2001:DB8:0:0::1/64,2001:db8::/64",
        "' [fd00::1] ',fd00::1",
        "::ffff:10.0.0.1,10.0.0.1"
    })
    void shouldWriteWhatHoldsTheSameAlike(String text, String written) {
        assertThat(AddressRange.parse(text)).hasToString(written).isEqualTo(AddressRange.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "proxy.example", "10.0.0/8/8", "10.1/8", ""})
    void shouldRefuseWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
