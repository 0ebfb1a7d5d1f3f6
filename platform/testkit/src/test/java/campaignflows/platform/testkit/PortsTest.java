package campaignflows.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldGiveNoPortTwiceAndNoneOfOutgoingConnections() {
        Set<Integer> ports = IntStream.range(0, 500).mapToObj(i -> Ports.free()).collect(Collectors.toSet());

        assertThat(ports).hasSize(500).allMatch(port -> port >= 10_000 && port < 20_000);
    }
}
