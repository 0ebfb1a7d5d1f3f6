package campaignflows.platform.messaging;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Where messages are left in the transaction of the change they tell of. The relays publish them after the commit, those of
 * one key in the order of the transactions that held the key's rows locked.
 */
public final class Outbox {

    /** A row holds about this many bytes of messages at most, unless one message alone is larger. */
    static final int ROW_BYTES = 1024 * 1024;

    private static final int MESSAGE_OVERHEAD = 96;

    private final OutboxSignal signal;

    public Outbox(OutboxSignal signal) {
        this.signal = signal;
    }

    /**
     * Appends the messages, in order, to the outbox: one row per shard (more when large). To be called after the
     * transaction has locked the rows of the messages' keys, best as its last statement: the ids that order the outbox are
     * drawn here.
     */
    public void append(Handle transaction, List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        if (!transaction.isInTransaction()) {
            throw new IllegalStateException("Expected an open transaction, but there is none");
        }
        var rows = new Rows();
        messages.forEach(rows::add);
        rows.closeAll();
        rows.insert(transaction);
        transaction.afterCommit(() -> signal.committed(rows.touched));
    }

    /** Cuts messages into rows by shard and size. */
    private static final class Rows {
        private final List<Integer> shards = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();
        private final List<byte[]> payloads = new ArrayList<>();
        private final BitSet touched = new BitSet();
        private final List<List<OutgoingMessage>> open = new ArrayList<>();
        private final long[] openBytes = new long[Shards.COUNT];

        private Rows() {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                open.add(new ArrayList<>());
            }
        }

        /**
         * One statement, each payload bound for itself: in an array it would travel as text, twice as long; and what goes
         * wrong with a batch of statements quotes all that was bound.
         */
        private void insert(Handle transaction) {
            String values = IntStream.range(0, payloads.size())
                    .mapToObj(i -> "(:s%1$d, :m%1$d, :b%1$d, :p%1$d)".formatted(i))
                    .collect(Collectors.joining(", "));
            var insert =
                    transaction.createUpdate("insert into outbox (shard, messages, bytes, payload) values " + values);
            for (int i = 0; i < payloads.size(); i++) {
                insert.bind("s" + i, shards.get(i))
                        .bind("m" + i, counts.get(i))
                        .bind("b" + i, payloads.get(i).length)
                        .bind("p" + i, payloads.get(i));
            }
            insert.execute();
        }

        private void add(OutgoingMessage message) {
            int shard = Shards.of(message.key());
            byte[] value = message.value();
            long size = MESSAGE_OVERHEAD + (value == null ? 0 : value.length);
            if (openBytes[shard] > 0 && openBytes[shard] + size > ROW_BYTES) {
                close(shard);
            }
            open.get(shard).add(message);
            openBytes[shard] += size;
        }

        private void closeAll() {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                if (openBytes[shard] > 0) {
                    close(shard);
                }
            }
        }

        private void close(int shard) {
            List<OutgoingMessage> messages = open.get(shard);
            shards.add(shard);
            counts.add(messages.size());
            payloads.add(OutboxCodec.encode(messages));
            touched.set(shard);
            messages.clear();
            openBytes[shard] = 0;
        }
    }
}
