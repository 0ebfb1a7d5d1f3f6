package campaignflows.participant.copy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the form in which COPY takes them fastest, described under COPY in PostgreSQL's manual ("Binary Format"). A row's
 * values are given in the order of the columns, each by the method of its column's type.
 */
public final class CopyRow {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int INITIAL_BYTES = 80 * 1024;
    private static final int ABSENT = -1;
    private static final int INTEGER_OID = 23;
    private static final int JSONB_VERSION = 1;
    private static final long POSTGRES_EPOCH_SECOND = 946_684_800L;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private int values;

    CopyRow() {
        raw(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    void begin(int columns) {
        values = 0;
        putShort(columns);
    }

    /** How many values the row has since it was begun. */
    int values() {
        return values;
    }

    /** Writes what ends the last row. */
    void endAll() {
        putShort(ABSENT);
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes count. */
    int size() {
        return size;
    }

    /** The bytes so far have been sent. */
    void clear() {
        size = 0;
    }

    public CopyRow uuid(UUID value) {
        value(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopyRow text(@Nullable String value) {
        if (value == null) {
            value(ABSENT);
            return this;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        value(utf8.length);
        raw(utf8);
        return this;
    }

    /** A jsonb. */
    public CopyRow json(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        value(1 + utf8.length);
        ensure(1);
        bytes[size++] = JSONB_VERSION;
        raw(utf8);
        return this;
    }

    /** A timestamptz, to the microsecond. */
    public CopyRow instant(Instant value) {
        value(8);
        putLong(Math.addExact(
                Math.multiplyExact(value.getEpochSecond() - POSTGRES_EPOCH_SECOND, 1_000_000L),
                value.getNano() / 1_000L));
        return this;
    }

    /** A smallint. */
    public CopyRow small(int value) {
        value(2);
        putShort(value);
        return this;
    }

    public CopyRow integer(int value) {
        value(4);
        putInt(value);
        return this;
    }

    /** An integer[] of one dimension. */
    public CopyRow integers(int[] value) {
        if (value.length == 0) {
            value(12);
            putInt(0);
            putInt(0);
            putInt(INTEGER_OID);
            return this;
        }
        value(20 + 8 * value.length);
        putInt(1);
        putInt(0);
        putInt(INTEGER_OID);
        putInt(value.length);
        putInt(1);
        for (int element : value) {
            putInt(4);
            putInt(element);
        }
        return this;
    }

    private void value(int length) {
        values++;
        putInt(length);
    }

    private void raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void putShort(int value) {
        ensure(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
