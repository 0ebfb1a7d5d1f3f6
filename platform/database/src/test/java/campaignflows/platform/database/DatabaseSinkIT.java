package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.MalformedRecordException;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicMismatchException;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch, its position and its dead letters are one transaction. */
class DatabaseSinkIT {

    private static final String NAME = "sink-under-test";
    private static final int PARTITION = 7;

    private final EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
    private final TestPool pool = TestPool.patient(address);
    private final TopicRef topic = new TopicRef("things", UUID.randomUUID());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DatabaseSink sink = new DatabaseSink(
            NAME, topic.name(), pool.database, new Outbox(new OutboxSignal()), new Effects(), meters, step -> {});

    @BeforeEach
    void createTables() {
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/messaging")
                .load()
                .migrate();
        pool.database.useTransaction(tx -> tx.query("create table effect (n serial primary key, value text)")
                .execute());
        sink.begin(topic, Map.of(PARTITION, 10L));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldMoveThePositionWithTheEffects() {
        assertThat(sink.apply(batch(10, "one", "two"))).isEqualTo(new BatchResult.Applied());
        assertThat(effects()).containsExactly("one", "two");
        assertThat(sink.positions(topic, Set.of(PARTITION, 8))).isEqualTo(Map.of(PARTITION, 12L));
    }

    @Test
    void shouldMoveThePositionPastMarkers() {
        assertThat(sink.apply(new PartitionBatch(topic, PARTITION, 10, 15, List.of())))
                .isEqualTo(new BatchResult.Applied());
        assertThat(sink.positions(topic, Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, 15L));
    }

    @Test
    void shouldKeepAFirstPositionThatExists() {
        sink.begin(topic, Map.of(PARTITION, 99L, 8, 3L));
        assertThat(sink.positions(topic, Set.of(PARTITION, 8))).isEqualTo(Map.of(PARTITION, 10L, 8, 3L));
    }

    @Test
    void shouldApplyNothingOfABatchThatBeginsElsewhereOrIsOfAnotherTopic() {
        assertThat(sink.apply(batch(9, "one"))).isEqualTo(new BatchResult.PositionMoved());
        assertThat(sink.apply(new PartitionBatch(
                        new TopicRef(topic.name(), UUID.randomUUID()), PARTITION, 10, 11, List.of(record(10, "one")))))
                .isEqualTo(new BatchResult.PositionMoved());
        assertThat(effects()).isEmpty();
        assertThat(sink.positions(topic, Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, 10L));
    }

    @Test
    void shouldRefusePositionsOfATopicThatWasCreatedAgain() {
        var recreated = new TopicRef(topic.name(), UUID.randomUUID());
        assertThatThrownBy(() -> sink.positions(recreated, Set.of(PARTITION)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("was deleted and created again");
    }

    @Test
    void shouldLeaveNeitherEffectNorMoveWhenTheHandlerFails() {
        assertThatThrownBy(() -> sink.apply(batch(10, "one", "passing")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("try again");
        assertThat(effects()).isEmpty();
        assertThat(sink.positions(topic, Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, 10L));
    }

    @Test
    void shouldSendWhatIsMalformedToTheDeadLettersAndApplyTheRest() {
        assertThat(sink.apply(batch(10, "one", "malformed", "refused", "unknown", "two")))
                .isEqualTo(new BatchResult.Applied());
        assertThat(effects()).containsExactly("one", "two");
        assertThat(pool.database.<Integer>read(
                        tx -> tx.query("select cast(sum(messages) as int) as messages from outbox")
                                .one(row -> row.integer("messages"))
                                .orElseThrow()))
                .isEqualTo(2);
        assertThat(meters.get("campaignflows.consumer.skipped").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("campaignflows.consumer.dead.letters").counter().count())
                .isEqualTo(2);
        assertThat(sink.positions(topic, Set.of(PARTITION))).isEqualTo(Map.of(PARTITION, 15L));
    }

    @Test
    void shouldApplyBatchesOfSeveralPartitionsTogetherOrNoneOfThem() {
        sink.begin(topic, Map.of(8, 3L));
        PartitionBatch other =
                new PartitionBatch(topic, 8, 3, 5, List.of(record(8, 3, "three"), record(8, 4, "malformed")));

        assertThat(sink.applyTogether(List.of(batch(9, "late"), other))).isFalse();
        assertThat(effects()).isEmpty();
        assertThat(sink.positions(topic, Set.of(PARTITION, 8))).isEqualTo(Map.of(PARTITION, 10L, 8, 3L));

        assertThat(sink.applyTogether(List.of(batch(10, "one", "malformed"), other)))
                .isTrue();
        assertThat(effects()).containsExactly("one", "three");
        assertThat(meters.get("campaignflows.consumer.dead.letters").counter().count())
                .isEqualTo(2);
        assertThat(sink.positions(topic, Set.of(PARTITION, 8))).isEqualTo(Map.of(PARTITION, 12L, 8, 5L));
        assertThat(sink.applyTogether(List.of(batch(10, "one", "malformed"), other)))
                .isFalse();
    }

    @Test
    void shouldApplyNothingTogetherWithABatchOfAnotherTopic() {
        sink.begin(topic, Map.of(8, 3L));
        PartitionBatch other = new PartitionBatch(
                new TopicRef(topic.name(), UUID.randomUUID()), 8, 3, 4, List.of(record(8, 3, "three")));

        assertThat(sink.applyTogether(List.of(batch(10, "one"), other))).isFalse();
        assertThat(effects()).isEmpty();
    }

    private List<String> effects() {
        return pool.database.read(
                tx -> tx.query("select value from effect order by n").list(row -> row.text("value")));
    }

    private PartitionBatch batch(long from, String... texts) {
        List<ConsumedRecord> records = new ArrayList<>();
        for (String text : texts) {
            records.add(record(from + records.size(), text));
        }
        return new PartitionBatch(topic, PARTITION, from, from + texts.length, records);
    }

    private ConsumedRecord record(long offset, String text) {
        return record(PARTITION, offset, text);
    }

    private ConsumedRecord record(int partition, long offset, String text) {
        return new ConsumedRecord(
                topic.name(),
                partition,
                offset,
                UUID.randomUUID().toString(),
                Map.of(),
                text.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }

    /** Writes a row per message. Knows a malformed text, an unknown one, one that it refuses and one that fails. */
    private static final class Effects implements BatchHandler<String> {
        @Override
        public Optional<String> decode(ConsumedRecord record) {
            byte[] value = record.value();
            String text = value == null ? "malformed" : new String(value, StandardCharsets.UTF_8);
            return switch (text) {
                case "malformed" -> throw new MalformedMessageException("not a message", null);
                case "unknown" -> Optional.empty();
                default -> Optional.of(text);
            };
        }

        @Override
        public void apply(Tx tx, List<Received<String>> batch) {
            for (Received<String> received : batch) {
                switch (received.message()) {
                    case "refused" -> throw new MalformedRecordException(received.record(), "refers to nothing");
                    case "passing" -> throw new IllegalStateException("try again");
                    default ->
                        tx.query("insert into effect (value) values (:value)")
                                .bind("value", received.message())
                                .execute();
                }
            }
        }
    }
}
