package campaignflows.bench.walk;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the database does for a batch of walks, without anything around it: reads the rows that a snapshot is made of, and in
 * one transaction moves the positions, writes the rows' columns that walks write, and stores the outbox; the rows of the
 * outbox that are published by then go in the same transaction. As durable as the system's own.
 */
final class FloorTransaction implements AutoCloseable {
    private static final int OUTBOX_ROW = 1024 * 1024;
    private static final String READ = """
            select p.id, p.tenant_id, p.campaign_id, p.customer_id, p.object_id, p.timezone, p.attributes, p.result, p.result_at,
                   p.communications_count, p.open_communications, p.last_communication, p.created_at, p.updated_at,
                   c.id, c.tenant_id, c.external_id, c.email, c.phone, c.whatsapp_id, c.telegram_id, c.telegram_username, c.web_id,
                   c.name, c.attributes, r.run
              from participants p join customers c on c.id = p.customer_id
              left join runs r on r.campaign_id = p.campaign_id and r.active
             where p.id = any (?)
            """;
    private static final String WRITE = """
            update participants p
               set attributes = cast(u.attributes as jsonb), communications_count = u.communications,
                   open_communications = u.communications, last_communication = cast(u.last as jsonb), updated_at = now()
              from unnest(?, ?, ?, ?) as u (id, attributes, communications, last)
             where p.id = u.id
            """;
    private static final String PROGRESS = """
            update participant_progress g set status = 1, communications_count = u.communications
              from unnest(?, ?) as u (id, communications)
             where g.participant_id = u.id
            """;
    private static final String MOVE = """
            update bench_floor.position p set position = u.position from unnest(?, ?) as u (partition, position)
             where p.partition = u.partition
            """;
    private static final String STORE =
            "insert into bench_floor.outbox (shard, messages, bytes, payload) values (0, ?, ?, ?) returning id";
    private static final String PUBLISHED = "delete from bench_floor.outbox where shard = 0 and id = any (?)";

    private final Connection connection;
    private List<Long> published = List.of();

    FloorTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** New tables for what is not the rows themselves. */
    static void prepare(ParticipantDatabase database) throws SQLException {
        drop(database);
        database.execute("create schema bench_floor");
        database.execute("create table bench_floor.outbox (like public.outbox including all)");
        database.execute("create table bench_floor.position (partition integer primary key, position bigint not null)");
        database.execute("insert into bench_floor.position select n, 0 from generate_series(0, 47) n");
    }

    static void drop(ParticipantDatabase database) throws SQLException {
        database.execute("drop schema if exists bench_floor cascade");
    }

    void commit(
            List<FloorLoop.Event> events,
            Map<TopicPartition, OffsetAndMetadata> next,
            List<ProducerRecord<byte[], byte[]>> messages)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<String> lasts = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setArray(
                    1,
                    array(
                            "uuid",
                            events.stream().map(FloorLoop.Event::participant).toList()));
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    for (int column = 1; column <= 26; column++) {
                        rows.getString(column);
                    }
                    ids.add(rows.getObject(1, UUID.class));
                    attributes.add(rows.getString(7));
                    counts.add(1 + rows.getInt(10) % 2);
                    lasts.add(rows.getString(12));
                }
            }
        }
        execute(
                MOVE,
                array(
                        "integer",
                        next.keySet().stream().map(TopicPartition::partition).toList()),
                array(
                        "bigint",
                        next.values().stream().map(OffsetAndMetadata::offset).toList()));
        execute(WRITE, array("uuid", ids), array("text", attributes), array("integer", counts), array("text", lasts));
        execute(PROGRESS, array("uuid", ids), array("integer", counts));
        execute(PUBLISHED, array("bigint", published));
        store(messages);
        connection.commit();
    }

    private void store(List<ProducerRecord<byte[], byte[]>> messages) throws SQLException {
        List<Long> stored = new ArrayList<>();
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        int held = 0;
        for (ProducerRecord<byte[], byte[]> message : messages) {
            write(row, message);
            held++;
            if (row.size() >= OUTBOX_ROW) {
                stored.add(store(row.toByteArray(), held));
                row.reset();
                held = 0;
            }
        }
        if (held > 0) {
            stored.add(store(row.toByteArray(), held));
        }
        published = stored;
    }

    private static void write(ByteArrayOutputStream row, ProducerRecord<byte[], byte[]> message) {
        try (DataOutputStream out = new DataOutputStream(row)) {
            out.write(message.topic().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(message.key().length);
            out.write(message.key());
            out.writeInt(message.value().length);
            out.write(message.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long store(byte[] payload, int messages) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setInt(1, messages);
            insert.setInt(2, payload.length);
            insert.setBytes(3, payload);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String sql, Array... arrays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, arrays[i]);
            }
            statement.executeUpdate();
        }
    }

    private Array array(String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
