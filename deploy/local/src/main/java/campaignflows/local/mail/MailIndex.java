package campaignflows.local.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where each mail begins in the file, and a sketch of its recipients by which most mails to others are passed over
 * unread: 16 bytes of memory for a mail, whatever its size.
 */
final class MailIndex {
    private long[] positions = new long[1024];
    private long[] sketches = new long[1024];
    private int size;

    synchronized void add(long position, List<String> recipients) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
            sketches = Arrays.copyOf(sketches, size * 2);
        }
        positions[size] = position;
        sketches[size] = recipients.stream().mapToLong(MailIndex::sketch).reduce(0, (a, b) -> a | b);
        size++;
    }

    synchronized int size() {
        return size;
    }

    synchronized long position(int number) {
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException("Expected a number below " + size + ", but it was " + number);
        }
        return positions[number];
    }

    /** False only when the mail is not to that address. */
    synchronized boolean mayBeTo(int number, String address) {
        long sketch = sketch(address);
        return (sketches[number] & sketch) == sketch;
    }

    private static long sketch(String address) {
        int hash = address.toLowerCase(Locale.ROOT).hashCode() * 0x9E3779B9;
        return 1L << (hash >>> 26) | 1L << (hash >>> 20 & 63);
    }
}
