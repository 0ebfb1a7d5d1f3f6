package campaignflows.platform.messaging;

import java.util.ArrayList;
import java.util.List;

/**
 * What is inserted into the outbox: messages of one shard, in order, and their bytes. A row holds about {@link #BYTES} of them at most, unless
 * one message alone is larger.
 */
public record OutboxRow(int shard, List<OutgoingMessage> content, byte[] payload) {

    static final int BYTES = 1024 * 1024;

    private static final int MESSAGE_OVERHEAD = 96;

    public OutboxRow {
        content = List.copyOf(content);
    }

    /** Cuts messages into rows by shard and size; those of one shard keep their order. */
    public static List<OutboxRow> of(List<OutgoingMessage> messages) {
        var cut = new Cut();
        messages.forEach(cut::add);
        cut.closeAll();
        return cut.rows;
    }

    private static final class Cut {
        private final List<OutboxRow> rows = new ArrayList<>();
        private final List<List<OutgoingMessage>> open = new ArrayList<>();
        private final long[] openBytes = new long[Shards.COUNT];

        private Cut() {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                open.add(new ArrayList<>());
            }
        }

        private void add(OutgoingMessage message) {
            int shard = Shards.of(message.key());
            byte[] value = message.value();
            long size = MESSAGE_OVERHEAD + (value == null ? 0 : value.length);
            if (openBytes[shard] > 0 && openBytes[shard] + size > BYTES) {
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
            rows.add(new OutboxRow(shard, messages, OutboxCodec.encode(messages)));
            messages.clear();
            openBytes[shard] = 0;
        }
    }
}
