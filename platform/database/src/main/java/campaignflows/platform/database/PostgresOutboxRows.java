package campaignflows.platform.database;

import campaignflows.platform.contracts.OutboxRelays;
import campaignflows.platform.messaging.OutboxCodec;
import campaignflows.platform.messaging.OutboxRows;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.RecentRows;
import campaignflows.platform.messaging.Shards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** One shard of the outbox in PostgreSQL: its lock is an advisory one, which lives and dies with the connection. */
final class PostgresOutboxRows implements OutboxRows {

    private static final int BATCH_ROWS = 500;

    /** A batch of rows that go into one Kafka transaction is about this large at most; one row may be larger. */
    private static final long BATCH_BYTES = 2L * 1024 * 1024;

    private final DirectConnection connection;
    private final short shard;
    private final RecentRows recent;

    /** What is known of a row before its content is read. */
    private record Head(long id, int bytes, Instant createdAt) {}

    private record Content(long id, List<OutgoingMessage> messages) {}

    private record Setup(int shards, UUID identity) {}

    /** @param recent contents that need not be read */
    PostgresOutboxRows(DirectConnection connection, int shard, RecentRows recent) {
        this.connection = connection;
        this.shard = (short) shard;
        this.recent = recent;
    }

    @Override
    public boolean tryLock() {
        return connection
                .query("select pg_try_advisory_lock(:space::int, :shard::int) as locked")
                .bind("space", OutboxRelays.LOCK_SPACE)
                .bind("shard", (int) shard)
                .one(row -> row.bool("locked"))
                .orElseThrow();
    }

    @Override
    public UUID identity() {
        connection
                .query("insert into outbox_setup (shards) values (:shards) on conflict (only_row) do nothing")
                .bind("shards", Shards.COUNT)
                .execute();
        Setup setup = connection
                .query("select shards, identity from outbox_setup")
                .one(row -> new Setup(row.integer("shards"), row.uuid("identity")))
                .orElseThrow();
        if (setup.shards() != Shards.COUNT) {
            throw new IllegalStateException(
                    "Expected an outbox of " + Shards.COUNT + " shards, but it has " + setup.shards()
                            + ": drain it with the release that wrote it, then delete the row of outbox_setup");
        }
        return setup.identity();
    }

    @Override
    public Batch next() {
        SortedMap<Long, List<OutgoingMessage>> batch = new TreeMap<>();
        List<Long> unknown = new ArrayList<>();
        List<Head> waiting = firstHeads();
        List<Head> heads = waiting.subList(0, ofOneBatch(waiting));
        for (Head head : heads) {
            List<OutgoingMessage> messages = recent.take(head.id(), head.createdAt());
            if (messages == null) {
                unknown.add(head.id());
            } else {
                batch.put(head.id(), messages);
            }
        }
        read(unknown, batch);
        if (!batch.isEmpty()) {
            recent.forgetUpTo(batch.lastKey());
        }
        List<Row> rows = heads.stream()
                .filter(head -> batch.containsKey(head.id()))
                .map(head ->
                        new Row(new Key(head.id(), head.createdAt()), Objects.requireNonNull(batch.get(head.id()))))
                .toList();
        return new Batch(rows, heads.size() == waiting.size() && waiting.size() < BATCH_ROWS);
    }

    private List<Head> firstHeads() {
        return connection
                .query("select id, bytes, created_at from outbox where shard = :shard order by id limit " + BATCH_ROWS)
                .bind("shard", shard)
                .list(row -> new Head(row.bigint("id"), row.integer("bytes"), row.instant("created_at")));
    }

    private static int ofOneBatch(List<Head> heads) {
        int count = 0;
        for (long bytes = 0; bytes < BATCH_BYTES && count < heads.size(); count++) {
            bytes += heads.get(count).bytes();
        }
        return count;
    }

    private void read(List<Long> ids, SortedMap<Long, List<OutgoingMessage>> batch) {
        if (ids.isEmpty()) {
            return;
        }
        connection
                .query("select id, payload from outbox where shard = :shard and id = any (:ids)")
                .bind("shard", shard)
                .bind("ids", ids.toArray(Long[]::new))
                .list(row -> new Content(row.bigint("id"), OutboxCodec.decode(row.bytes("payload"))))
                .forEach(row -> batch.put(row.id(), row.messages()));
    }

    @Override
    public int delete(List<Key> rows) {
        return connection
                .query("""
                        delete from outbox o using unnest(:ids::bigint[], :times::timestamptz[]) as published (id, created_at)
                         where o.shard = :shard and o.id = published.id
                           and (published.created_at is null or o.created_at = published.created_at)
                        """)
                .bind("ids", rows.stream().map(Key::id).toArray(Long[]::new))
                .bind("times", rows.stream().map(Key::insertedAt).toArray(Instant[]::new))
                .bind("shard", shard)
                .execute();
    }

    @Override
    public void close() {
        connection.close();
    }
}
