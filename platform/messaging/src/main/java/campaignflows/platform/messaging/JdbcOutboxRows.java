package campaignflows.platform.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** One shard of the outbox in PostgreSQL: its lock is an advisory one, which lives and dies with the connection. */
final class JdbcOutboxRows implements OutboxRows {

    /** A batch of rows that go into one Kafka transaction is about this large at most; one row may be larger. */
    private static final long BATCH_BYTES = 2L * 1024 * 1024;

    private static final int BATCH_ROWS = 500;
    private static final int LOCK_SPACE = 0x0b0c5;

    private final Connection connection;
    private final int shard;
    private final RecentRows recent;

    /** @param recent contents that need not be read */
    JdbcOutboxRows(Connection connection, int shard, RecentRows recent) {
        this.connection = connection;
        this.shard = shard;
        this.recent = recent;
    }

    @Override
    public boolean tryLock() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            select.setInt(1, LOCK_SPACE);
            select.setInt(2, shard);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public UUID identity() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into outbox_setup (shards) values (?) on conflict (only_row) do nothing")) {
            insert.setInt(1, Shards.COUNT);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select shards, identity from outbox_setup");
                ResultSet row = select.executeQuery()) {
            row.next();
            int shards = row.getInt(1);
            if (shards != Shards.COUNT) {
                throw new IllegalStateException("Expected an outbox of " + Shards.COUNT + " shards, but it has "
                        + shards + ": drain it with the release that wrote it, then delete the row of outbox_setup");
            }
            return row.getObject(2, UUID.class);
        }
    }

    @Override
    public List<Row> next() throws SQLException {
        SortedMap<Long, List<OutgoingMessage>> batch = new TreeMap<>();
        List<Long> unknown = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, bytes, created_at from outbox where shard = ? order by id limit ?")) {
            select.setInt(1, shard);
            select.setInt(2, BATCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                for (long bytes = 0; bytes < BATCH_BYTES && rows.next(); bytes += rows.getLong(2)) {
                    long id = rows.getLong(1);
                    List<OutgoingMessage> messages = recent.take(
                            id, rows.getObject(3, OffsetDateTime.class).toInstant());
                    if (messages == null) {
                        unknown.add(id);
                    } else {
                        batch.put(id, messages);
                    }
                }
            }
        }
        read(unknown, batch);
        if (!batch.isEmpty()) {
            recent.forgetUpTo(batch.lastKey());
        }
        return batch.entrySet().stream()
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
    }

    private void read(List<Long> ids, SortedMap<Long, List<OutgoingMessage>> batch) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id, payload from outbox where shard = ? and id = any (?)")) {
            select.setInt(1, shard);
            select.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    batch.put(rows.getLong(1), OutboxCodec.decode(rows.getBytes(2)));
                }
            }
        }
    }

    @Override
    public int delete(List<Long> ids) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where shard = ? and id = any (?)")) {
            delete.setInt(1, shard);
            delete.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
            return delete.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
