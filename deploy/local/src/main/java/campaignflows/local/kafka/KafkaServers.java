package campaignflows.local.kafka;

import campaignflows.local.UsageException;
import java.util.Arrays;
import java.util.List;

/** Where Kafka is reached: one or more {@code host:port}. */
public record KafkaServers(List<String> addresses) {
    public KafkaServers {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one address, but there is none");
        }
    }

    public static KafkaServers parse(String text) {
        List<String> addresses =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        for (String address : addresses) {
            if (!isAddress(address)) {
                throw new UsageException(
                        "Expected host:port[,host:port...] after --kafka, but one of them is \"" + address + "\"");
            }
        }
        return new KafkaServers(addresses);
    }

    private static boolean isAddress(String address) {
        if (!address.matches("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return port >= 1 && port <= 65535;
    }

    /** As a client's {@code bootstrap.servers} wants it. */
    @Override
    public String toString() {
        return String.join(",", addresses);
    }
}
