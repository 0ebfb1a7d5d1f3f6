package campaignflows.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The record on {@code outbox-positions}: which rows of which outbox the last committed transaction of a shard has
 * published. The outbox's identity is named because its ids begin again when the database is a new one, the time of each row's
 * insertion because they are drawn again when it is an old one (ADR 12).
 */
record PublishedRows(UUID outbox, List<OutboxRows.Key> rows) {

    private static final String VERSION = "2";

    /** Of releases that named ids alone. */
    private static final String IDS_ONLY = "1";

    PublishedRows {
        rows = List.copyOf(rows);
    }

    byte[] encode() {
        String list = rows.stream().map(PublishedRows::text).collect(Collectors.joining(","));
        return (VERSION + " " + outbox + " " + list).getBytes(StandardCharsets.US_ASCII);
    }

    static PublishedRows decode(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", 3);
        if (parts.length != 3 || !(parts[0].equals(VERSION) || parts[0].equals(IDS_ONLY))) {
            throw new IllegalStateException("Expected a record of published rows of version " + IDS_ONLY + " or "
                    + VERSION + ", but it is another: was outbox-positions written by a newer release?");
        }
        return new PublishedRows(
                UUID.fromString(parts[1]),
                Arrays.stream(parts[2].split(",", -1)).map(PublishedRows::key).toList());
    }

    /** The rows to delete in the outbox with this identity. */
    Optional<List<OutboxRows.Key>> of(UUID identity) {
        return outbox.equals(identity) ? Optional.of(rows) : Optional.empty();
    }

    private static String text(OutboxRows.Key row) {
        Instant time = row.insertedAt();
        return time == null ? Long.toString(row.id()) : row.id() + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static OutboxRows.Key key(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new OutboxRows.Key(Long.parseLong(text), null)
                : new OutboxRows.Key(
                        Long.parseLong(text, 0, colon, 10),
                        Instant.EPOCH.plus(Long.parseLong(text, colon + 1, text.length(), 10), ChronoUnit.MICROS));
    }
}
