package campaignflows.local.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The log of one process. When it reaches its bound it becomes the one old file, so two bounds of disk are the most. */
final class LogFile implements AutoCloseable {
    private final Path file;
    private final long bound;
    private OutputStream out;
    private long size;

    LogFile(Path file, long bound) {
        this.file = file;
        this.bound = bound;
        try {
            this.size = Files.exists(file) ? Files.size(file) : 0;
            this.out = open();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open " + file, e);
        }
    }

    private OutputStream open() throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Appends a line; a full disk loses lines of the log, never the process that wrote them. */
    synchronized void append(String line, boolean flush) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (size + bytes.length > bound && size > 0) {
                rotate();
            }
            out.write(bytes);
            size += bytes.length;
            if (flush) {
                out.flush();
            }
        } catch (IOException e) {
            size += bytes.length;
        }
    }

    private void rotate() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        out = open();
        size = 0;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
