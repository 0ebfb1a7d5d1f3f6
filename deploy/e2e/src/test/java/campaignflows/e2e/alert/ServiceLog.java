package campaignflows.e2e.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The log of one service from a moment on, as {@code kubectl logs --since} shows it. */
record ServiceLog(Path file, long from) {

    static ServiceLog from(Path file) {
        try {
            return new ServiceLog(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that {@code grep -E} would find. */
    List<String> grep(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text().lines().filter(line -> pattern.matcher(line).find()).toList();
    }

    /** A log that has become too large in between begins anew. */
    private String text() {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(channel.size() < from ? 0 : from);
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - channel.position()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all of it is there.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
