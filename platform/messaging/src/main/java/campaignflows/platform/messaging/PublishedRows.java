package campaignflows.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The record on {@code outbox-positions}: which rows of which outbox the last committed transaction of a shard has
 * published. The outbox's identity is named because its ids begin again when the database is a new one.
 */
record PublishedRows(UUID outbox, List<Long> ids) {

    private static final String VERSION = "1";

    PublishedRows {
        ids = List.copyOf(ids);
    }

    byte[] encode() {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return (VERSION + " " + outbox + " " + list).getBytes(StandardCharsets.US_ASCII);
    }

    static PublishedRows decode(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalStateException("Expected a record of published rows of version " + VERSION
                    + ", but it is another: was outbox-positions written by a newer release?");
        }
        return new PublishedRows(
                UUID.fromString(parts[1]),
                Arrays.stream(parts[2].split(",", -1)).map(Long::valueOf).toList());
    }

    /** The ids to delete in the outbox with this identity. */
    Optional<List<Long>> of(UUID identity) {
        return outbox.equals(identity) ? Optional.of(ids) : Optional.empty();
    }
}
