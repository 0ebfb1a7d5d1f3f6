package campaignflows.platform.messaging;

import campaignflows.platform.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The relays of all shards of one service's outbox in this process, with the parts of the database that wake and measure them.
 */
public final class Relays implements AutoCloseable {

    private final List<Relay> relays;
    private final OutboxDatabase database;

    public Relays(String service, OutboxDatabase database, KafkaClients kafka, OutboxSignal signal, Tracing tracing) {
        this.database = database;
        relays = IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new Relay(service, shard, database, kafka, signal, tracing))
                .toList();
    }

    public void start() {
        database.start();
        relays.forEach(Relay::start);
    }

    /** Whether each relay has come to publish, or to wait for the holder of its shard, and its thread lives. */
    public boolean isReady() {
        return relays.stream().allMatch(Relay::isReady);
    }

    /** What does not get on: relays that cannot take over, and shards whose oldest row stays. */
    public List<Stall> stalled(Duration limit) {
        return Stream.concat(
                        relays.stream().flatMap(relay -> relay.stalled(limit).stream()),
                        database.stalled(limit).stream())
                .toList();
    }

    /** The state of each shard's relay, by shard. */
    public Map<Integer, String> states() {
        Map<Integer, String> states = new TreeMap<>();
        for (int shard = 0; shard < relays.size(); shard++) {
            states.put(shard, relays.get(shard).state().name());
        }
        return states;
    }

    @Override
    public void close() {
        relays.forEach(Relay::requestClose);
        relays.forEach(Relay::awaitClosed);
        database.close();
    }
}
