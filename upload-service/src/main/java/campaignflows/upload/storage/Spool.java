package campaignflows.upload.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The segment that is just arriving, in a local file without a name, so that neither slow nor many senders cost memory, and
 * nothing remains of a dead process.
 */
final class Spool implements AutoCloseable {
    private final FileChannel channel;
    private long size;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    static Spool create(Path folder) throws StorageException {
        try {
            Files.createDirectories(folder);
            Path path = Files.createTempFile(folder, "segment", ".spool");
            try {
                return new Spool(FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
            } finally {
                // Where the system allows it, the open file has no name from now on.
                deleteQuietly(path);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is deleted when it is closed.
        }
    }

    long size() {
        return size;
    }

    void write(byte[] bytes, int offset, int length) throws StorageException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                size += channel.write(buffer, size);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void clear() {
        // Overwritten by what comes next.
        size = 0;
    }

    /** Everything in it, from the beginning; may be asked for again. */
    InputStream content() {
        return new Content(channel, size);
    }

    /** MD5 of everything in it, in Base64, as the header Content-MD5 wants it. */
    String md5() throws StorageException {
        try (InputStream content = content()) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[64 * 1024];
            int read;
            while ((read = content.read(buffer)) >= 0) {
                digest.update(buffer, 0, read);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected MD5 in every JDK, but it is missing", e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    private static StorageException failed(IOException cause) {
        return new StorageException("The local folder for arriving segments cannot be used", cause);
    }

    private static final class Content extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        Content(FileChannel channel, long end) {
            this.channel = channel;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
            if (read > 0) {
                position += read;
            }
            return read;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }
    }
}
