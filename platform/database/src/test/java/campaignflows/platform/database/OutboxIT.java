package campaignflows.platform.database;

import static campaignflows.platform.database.TestEnvironment.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.OutboxCodec;
import campaignflows.platform.messaging.OutboxRows;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.RecentRows;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is appended comes out of the rows as it went in, by shard and in order. */
class OutboxIT {

    private final TestEnvironment environment = TestEnvironment.on("127.0.0.1:1", PostgresResource.freshDatabase());

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
            String topic = random.nextBoolean() ? TestEnvironment.TOPIC : Topics.FLOW_WALKS;
            sent.add(new OutgoingMessage(topic, new UUID(random.nextLong(), random.nextLong()), "T" + i, value));
        }

        // when
        environment.database.useTransaction(tx -> {
            environment.outbox.append(tx, sent.subList(0, 300));
            environment.outbox.append(tx, sent.subList(300, 400));
        });

        // then
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int thisShard = shard;
            assertThat(stored(shard).stream().map(OutboxIT::comparable).toList())
                    .as("seed %d, shard %d", seed, shard)
                    .isEqualTo(sent.stream()
                            .filter(message -> Shards.of(message.key()) == thisShard)
                            .map(OutboxIT::comparable)
                            .toList());
        }
    }

    @Test
    void shouldCutLargeBatchesIntoRowsAndReadBoundedBatchesOfThem() throws Exception {
        // given 6 MiB for one shard
        UUID key = keyOf(1);
        List<OutgoingMessage> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(new OutgoingMessage(TestEnvironment.TOPIC, key, null, new byte[100 * 1024]));
        }

        // when
        environment.database.useTransaction(tx -> environment.outbox.append(tx, sent));

        // then
        assertThat(environment.outboxRows()).isEqualTo(6);
        try (var rows = new PostgresOutbox(environment.connections, environment.signal, environment.meters).open(1)) {
            OutboxRows.Batch batch = rows.next();
            assertThat(batch.complete()).isFalse();
            assertThat(batch.rows()).hasSizeBetween(2, 3);
            assertThat(batch.rows())
                    .allSatisfy(row -> assertThat(row.messages()).hasSizeBetween(9, 10));
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
        List<BitSet> notified = new CopyOnWriteArrayList<>();
        environment.signal.notifyOthersBy(notified::add);
        UUID key = keyOf(3);

        // when
        assertThatThrownBy(() -> environment.database.useTransaction(tx -> {
                    environment.outbox.append(tx, List.of(TestEnvironment.message(key, "x")));
                    throw new IllegalStateException("changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(notified).isEmpty();
        environment.database.useTransaction(tx -> {
            environment.outbox.append(tx, List.of(TestEnvironment.message(key, "x")));
            assertThat(notified).isEmpty();
        });

        // then
        assertThat(notified).containsExactly(BitSet.valueOf(new long[] {0b1000}));
    }

    @Test
    @Timeout(30)
    void shouldWakeTheRelayOfAnotherReplica() throws Exception {
        // given a replica that holds shard 3 and this one that does not
        var elsewhere = new OutboxSignal();
        elsewhere.hold(3, true);
        try (var listens = new OutboxNotifier(environment.connections, elsewhere);
                var notifies = new OutboxNotifier(environment.connections, environment.signal)) {
            listens.start();
            notifies.start();
            Await.until("both listen", this::bothListen);

            // when
            environment.append(keyOf(3), List.of("x"));

            // then it is woken, or this waits for longer than the test may take
            elsewhere.await(3, Duration.ofSeconds(60));
        }
    }

    @Test
    void shouldRefuseWhatCannotBePublished() {
        assertThatThrownBy(() -> new OutgoingMessage(
                        TestEnvironment.TOPIC, UUID.randomUUID(), null, new byte[OutgoingMessage.MAX_VALUE_BYTES + 1]))
                .hasMessageContaining("Expected a message of at most");
        assertThatThrownBy(() -> environment.database.read(tx -> {
                    environment.outbox.append(tx, List.of(TestEnvironment.message(keyOf(0), "x")));
                    return Map.of();
                }))
                .hasMessageContaining("Expected an open transaction");
    }

    @Test
    void shouldGiveTheSameRowsWithAndWithoutTheirContents() throws Exception {
        // given contents of every second transaction only, and one that was rolled back
        var key = keyOf(2);
        List<String> sent =
                IntStream.range(0, 20).mapToObj(number -> "text " + number).toList();
        environment.signal.hold(2, true);
        RecentRows kept = environment.signal.recent(2);
        for (int i = 0; i < sent.size(); i++) {
            environment.append(key, List.of(sent.get(i)));
            if (i % 2 == 0) {
                kept.forgetUpTo(Long.MAX_VALUE);
            }
        }
        assertThatThrownBy(() -> environment.database.useTransaction(tx -> {
                    environment.outbox.append(tx, List.of(TestEnvironment.message(key, "never")));
                    throw new IllegalStateException("changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        // then
        assertThat(texts(next(new OutboxSignal()))).isEqualTo(sent);
        assertThat(texts(next(environment.signal))).isEqualTo(sent);
        assertThat(texts(next(environment.signal)))
                .as("what was taken is read again")
                .isEqualTo(sent);
    }

    @Test
    void shouldTakeContentsFromHereAndNotFromTheDatabase() throws Exception {
        // given a row whose stored bytes nobody could read
        environment.signal.hold(2, true);
        environment.append(keyOf(2), List.of("kept"));
        environment.database.useTransaction(
                tx -> tx.query("update outbox set payload = '\\x00'").execute());

        // then
        assertThat(texts(next(environment.signal))).containsExactly("kept");
    }

    private List<OutboxRows.Row> next(OutboxSignal contents) {
        try (OutboxRows rows = new PostgresOutbox(environment.connections, contents, environment.meters).open(2)) {
            OutboxRows.Batch batch = rows.next();
            assertThat(batch.complete()).isTrue();
            return batch.rows();
        }
    }

    private static List<String> texts(List<OutboxRows.Row> rows) {
        return rows.stream()
                .flatMap(row -> row.messages().stream())
                .map(message ->
                        new String(message.value() == null ? new byte[0] : message.value(), StandardCharsets.UTF_8))
                .toList();
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
        return environment.database.<Integer>read(
                        tx -> tx.query("""
                                select cast(count(*) as int) as listeners from pg_stat_activity
                                 where query like 'listen %' and datname = current_database()
                                """).one(row -> row.integer("listeners")).orElseThrow())
                == 2;
    }

    private List<OutgoingMessage> stored(int shard) {
        return environment.database.read(tx -> tx
                .query("select payload from outbox where shard = :shard order by id")
                .bind("shard", shard)
                .list(row -> OutboxCodec.decode(row.bytes("payload")))
                .stream()
                .flatMap(List::stream)
                .toList());
    }
}
