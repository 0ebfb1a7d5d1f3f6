package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The relays of all shards of one service's outbox in this process, with what wakes and measures them. */
public final class Relays implements AutoCloseable {

    private final List<Relay> relays;
    private final OutboxNews news;
    private final OutboxGauges gauges;

    public Relays(
            String service,
            ConnectionSource connections,
            KafkaClients kafka,
            OutboxSignal signal,
            MeterRegistry meters) {
        this(service, connections, kafka, signal, meters, step -> {});
    }

    Relays(
            String service,
            ConnectionSource connections,
            KafkaClients kafka,
            OutboxSignal signal,
            MeterRegistry meters,
            Consumer<RelayStep> steps) {
        OutboxRows.Source rows = shard -> new JdbcOutboxRows(connections.open(), shard, signal.recent(shard));
        relays = IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new Relay(service, shard, rows, kafka, signal, Pace.REAL, steps))
                .toList();
        news = new OutboxNews(connections, signal);
        gauges = new OutboxGauges(connections, meters);
    }

    public void start() {
        news.start();
        relays.forEach(Relay::start);
        gauges.start();
    }

    /** Whether each relay has come to publish, or to wait for the holder of its shard, and its thread lives. */
    public boolean isReady() {
        return relays.stream().allMatch(Relay::isReady);
    }

    /** What does not get on: relays that cannot take over, and shards whose oldest row stays. */
    public List<Standstill> standingStill(Duration limit) {
        return Stream.concat(
                        relays.stream().flatMap(relay -> relay.standingStill(limit).stream()),
                        gauges.standingStill(limit).stream())
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
        news.close();
        gauges.close();
    }
}
