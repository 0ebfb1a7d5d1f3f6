package campaignflows.platform.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One shard of the outbox in PostgreSQL: its lock is an advisory one, which lives and dies with the connection. */
final class JdbcOutboxRows implements OutboxRows {

    /** A batch of rows that go into one Kafka transaction is about this large at most; one row may be larger. */
    private static final long BATCH_BYTES = 2L * 1024 * 1024;

    private static final int BATCH_ROWS = 500;
    private static final int LOCK_SPACE = 0x0b0c5;

    private final Connection connection;
    private final int shard;

    JdbcOutboxRows(Connection connection, int shard) {
        this.connection = connection;
        this.shard = shard;
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
        try (PreparedStatement select = connection.prepareStatement("""
                select o.id, o.payload
                  from (select id, sum(bytes) over (order by id) - bytes as before
                          from (select id, bytes from outbox where shard = ? order by id limit ?) as first_rows
                       ) as sized
                  join outbox o on o.shard = ? and o.id = sized.id
                 where sized.before < ?
                 order by o.id
                """)) {
            select.setInt(1, shard);
            select.setInt(2, BATCH_ROWS);
            select.setInt(3, shard);
            select.setLong(4, BATCH_BYTES);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> batch = new ArrayList<>();
                while (rows.next()) {
                    batch.add(new Row(rows.getLong(1), rows.getBytes(2)));
                }
                return batch;
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
