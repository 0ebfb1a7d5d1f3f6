package campaignflows.upload.storage;

import campaignflows.upload.UploadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files in a folder. All replicas of the service must see the same folder. */
@ApplicationScoped
public class DiskStorage implements UploadStorage {
    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.(csv|part)");

    private final Path directory;

    public DiskStorage(UploadConfig config) throws IOException {
        this.directory = Path.of(config.storageDirectory()).toAbsolutePath();
        Files.createDirectories(directory);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    directory,
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        }
    }

    @Override
    public long store(UUID uploadId, InputStream content, long maxBytes) throws IOException, FileTooLargeException {
        Path part = part(uploadId);
        try {
            long size = write(part, content, maxBytes);
            Files.move(part, file(uploadId), StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
            return size;
        } catch (IOException | FileTooLargeException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static long write(Path part, InputStream content, long maxBytes) throws IOException, FileTooLargeException {
        long size = 0;
        byte[] buffer = new byte[128 * 1024];
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            int read;
            while ((read = content.read(buffer)) >= 0) {
                size += read;
                if (size > maxBytes) {
                    throw new FileTooLargeException(maxBytes);
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
        return size;
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(UUID uploadId, long offset) throws IOException {
        FileChannel channel = FileChannel.open(file(uploadId), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public void delete(UUID uploadId) throws IOException {
        Files.deleteIfExists(part(uploadId));
        Files.deleteIfExists(file(uploadId));
    }

    @Override
    public List<UUID> stored() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> UUID.fromString(name.group(1)))
                    .distinct()
                    .toList();
        }
    }

    private Path file(UUID uploadId) {
        return directory.resolve(uploadId + ".csv");
    }

    private Path part(UUID uploadId) {
        return directory.resolve(uploadId + ".part");
    }
}
