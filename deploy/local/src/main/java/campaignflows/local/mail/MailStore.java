package campaignflows.local.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

/**
 * All mails in one file that only grows: each record is the decoded mail and its source, with lengths and checksum. A
 * mail counts as stored when it is on the disk; mails that come together share one such write. What a crash left of a
 * record at the end is cut off at the next start: its acceptance was never confirmed to the sender.
 */
final class MailStore implements AutoCloseable {
    private static final int MAGIC = 0x43464D31;
    private static final int HEADER = 16;
    private static final int MAX_BATCH = 256;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private record Pending(Mail mail, ByteBuffer record, CompletableFuture<Void> stored) {}

    private final FileChannel channel;
    private final MailIndex index = new MailIndex();
    private final LinkedBlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "mail-writer");
    private long end;

    MailStore(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        end = recover();
        channel.truncate(end);
        writer.setDaemon(true);
        writer.start();
    }

    private long recover() throws IOException {
        long position = 0;
        long length = channel.size();
        while (position + HEADER <= length) {
            ByteBuffer header = read(position, HEADER);
            int magic = header.getInt();
            long mailLength = header.getInt();
            long sourceLength = header.getInt();
            int checksum = header.getInt();
            if (magic != MAGIC
                    || mailLength < 0
                    || sourceLength < 0
                    || position + HEADER + mailLength + sourceLength > length) {
                return position;
            }
            ByteBuffer body = read(position + HEADER, (int) (mailLength + sourceLength));
            if (checksum(body.duplicate()) != checksum) {
                return position;
            }
            Mail mail = JSON.readValue(bytes(body.limit((int) mailLength)), Mail.class);
            index.add(position, mail.to());
            position += HEADER + mailLength + sourceLength;
        }
        return position;
    }

    /** Completes when the mail is on the disk. */
    CompletableFuture<Void> add(Mail mail, byte[] source) throws IOException {
        byte[] json = JSON.writeValueAsBytes(mail);
        ByteBuffer record = ByteBuffer.allocate(HEADER + json.length + source.length);
        record.position(HEADER).put(json).put(source);
        int checksum = checksum(record.duplicate().flip().position(HEADER));
        record.flip();
        record.putInt(0, MAGIC).putInt(4, json.length).putInt(8, source.length).putInt(12, checksum);
        Pending entry = new Pending(mail, record, new CompletableFuture<>());
        pending.add(entry);
        return entry.stored();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private void write() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(pending.take());
                pending.drainTo(batch, MAX_BATCH - 1);
                writeBatch(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeBatch(List<Pending> batch) {
        long position = end;
        try {
            for (Pending entry : batch) {
                ByteBuffer record = entry.record().duplicate();
                while (record.hasRemaining()) {
                    position += channel.write(record, position);
                }
            }
            channel.force(false);
        } catch (IOException e) {
            // The next batch writes over what this one left.
            batch.forEach(entry -> entry.stored().completeExceptionally(e));
            return;
        }
        for (Pending entry : batch) {
            index.add(end, entry.mail().to());
            end += entry.record().remaining();
            entry.stored().complete(null);
        }
    }

    int size() {
        return index.size();
    }

    /** Whether the mail is to that address; most others are recognized without reading. */
    boolean isTo(int number, String address) throws IOException {
        return index.mayBeTo(number, address) && mail(number).isTo(address);
    }

    /** One mail by its number, counted from 0 in order of arrival. */
    Mail mail(int number) throws IOException {
        return JSON.readValue(json(number), Mail.class);
    }

    /** The mail's JSON as it was stored. */
    byte[] json(int number) throws IOException {
        long position = index.position(number);
        int length = read(position, HEADER).getInt(4);
        return bytes(read(position + HEADER, length));
    }

    /** The mail as it came over SMTP. */
    byte[] source(int number) throws IOException {
        long position = index.position(number);
        ByteBuffer header = read(position, HEADER);
        return bytes(read(position + HEADER + header.getInt(4), header.getInt(8)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("The mail file ends within a record");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
