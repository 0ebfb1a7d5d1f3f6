package campaignflows.platform.messaging;

import static campaignflows.platform.messaging.TestWorld.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is appended comes out of the rows as it went in, by shard and in order. */
class OutboxTest {

    private final TestWorld world = TestWorld.on("127.0.0.1:1", PostgresResource.freshDatabase());

    @Test
    void shouldKeepEveryMessageOfRandomBatchesInTheOrderOfItsShard() throws Exception {
        // given
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<OutgoingMessage> sent = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] value = random.nextInt(10) == 0 ? null : new byte[random.nextInt(20_000)];
            if (value != null) {
                random.nextBytes(value);
            }
            String topic = random.nextBoolean() ? TestWorld.TOPIC : Topics.FLOW_WALKS;
            sent.add(new OutgoingMessage(topic, new UUID(random.nextLong(), random.nextLong()), "T" + i, value));
        }

        // when
        world.database.useTransaction(transaction -> {
            world.outbox.append(transaction, sent.subList(0, 300));
            world.outbox.append(transaction, sent.subList(300, 400));
        });

        // then
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int thisShard = shard;
            assertThat(stored(shard).stream().map(OutboxTest::comparable).toList())
                    .as("seed %d, shard %d", seed, shard)
                    .isEqualTo(sent.stream()
                            .filter(message -> Shards.of(message.key()) == thisShard)
                            .map(OutboxTest::comparable)
                            .toList());
        }
    }

    @Test
    void shouldCutLargeBatchesIntoRowsAndReadBoundedBatchesOfThem() throws Exception {
        // given 6 MiB for one shard
        UUID key = keyOf(1);
        List<OutgoingMessage> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(new OutgoingMessage(TestWorld.TOPIC, key, null, new byte[100 * 1024]));
        }

        // when
        world.database.useTransaction(transaction -> world.outbox.append(transaction, sent));

        // then
        assertThat(world.outboxRows()).isEqualTo(6);
        try (var rows = new JdbcOutboxRows(world.connections.open(), 1, world.signal.recent(1))) {
            List<OutboxRows.Row> batch = rows.next();
            assertThat(batch).hasSizeBetween(2, 3);
            assertThat(batch).allSatisfy(row -> assertThat(row.messages()).hasSizeBetween(9, 10));
        }
    }

    @Test
    void shouldGiveTheShardOfTheBrokersOwnPartition() {
        for (int i = 0; i < 1000; i++) {
            String key = UUID.randomUUID().toString();
            assertThat(Shards.partitionOf(key))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(
                            key.getBytes(StandardCharsets.UTF_8), Topics.CUSTOMER_PARTITIONS));
        }
    }

    @Test
    void shouldSignalAfterTheCommitOnly() {
        // given
        List<BitSet> told = new CopyOnWriteArrayList<>();
        world.signal.tellOthers(told::add);
        UUID key = keyOf(3);

        // when
        assertThatThrownBy(() -> world.database.useTransaction(transaction -> {
                    world.outbox.append(transaction, List.of(TestWorld.message(key, "x")));
                    throw new IllegalStateException("changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).isEmpty();
        world.database.useTransaction(transaction -> {
            world.outbox.append(transaction, List.of(TestWorld.message(key, "x")));
            assertThat(told).isEmpty();
        });

        // then
        assertThat(told).containsExactly(BitSet.valueOf(new long[] {0b1000}));
    }

    @Test
    @Timeout(30)
    void shouldWakeTheRelayOfAnotherReplica() throws Exception {
        // given a replica that holds shard 3 and this one that does not
        var elsewhere = new OutboxSignal();
        elsewhere.hold(3, true);
        try (var hears = new OutboxNews(world.connections, elsewhere);
                var tells = new OutboxNews(world.connections, world.signal)) {
            hears.start();
            tells.start();
            Await.until("both listen", this::bothListen);

            // when
            world.append(keyOf(3), List.of("x"));

            // then it is rung, or this waits for longer than the test may take
            elsewhere.bell(3).await(Duration.ofSeconds(60));
        }
    }

    @Test
    void shouldRefuseWhatCannotBePublished() {
        assertThatThrownBy(() -> new OutgoingMessage(
                        TestWorld.TOPIC, UUID.randomUUID(), null, new byte[OutgoingMessage.MAX_VALUE_BYTES + 1]))
                .hasMessageContaining("Expected a message of at most");
        assertThatThrownBy(() -> world.database.read(handle -> {
                    world.outbox.append(handle, List.of(TestWorld.message(keyOf(0), "x")));
                    return Map.of();
                }))
                .hasMessageContaining("Expected an open transaction");
    }

    private static List<Object> comparable(OutgoingMessage message) {
        byte[] value = message.value();
        return List.of(
                message.topic(),
                String.valueOf(message.key()),
                message.headers(),
                value == null ? "tombstone" : HexFormat.of().formatHex(value));
    }

    private boolean bothListen() {
        return world.database.read(handle -> handle.createQuery(
                                "select count(*) from pg_stat_activity where query like 'listen %' and datname = current_database()")
                        .mapTo(Integer.class)
                        .one())
                == 2;
    }

    private List<OutgoingMessage> stored(int shard) throws Exception {
        List<OutgoingMessage> messages = new ArrayList<>();
        try (Connection connection = world.connections.open();
                var select = connection.prepareStatement("select payload from outbox where shard = ? order by id")) {
            select.setInt(1, shard);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    messages.addAll(OutboxCodec.decode(rows.getBytes(1)));
                }
            }
        }
        return messages;
    }
}
