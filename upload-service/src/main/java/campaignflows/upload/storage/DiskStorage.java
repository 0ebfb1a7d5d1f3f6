package campaignflows.upload.storage;

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
import org.jspecify.annotations.Nullable;

/** Files in a folder. All replicas of the service must see the same folder. */
final class DiskStorage implements UploadStorage {
    /** What the system says when nothing more can be written. */
    private static final Pattern FULL =
            Pattern.compile("No space left|not enough space|[Qq]uota exceeded|File too large");

    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.(csv|part)");

    private final Path directory;
    private final FreeSpace space;

    DiskStorage(Path folder, long freeBytesKept) throws IOException {
        this(folder, FreeSpace.of(folder.toAbsolutePath(), freeBytesKept));
    }

    DiskStorage(Path folder, FreeSpace space) throws IOException {
        this.space = space;
        this.directory = folder.toAbsolutePath();
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
    public void requireRoom(long bytes) throws StorageException {
        space.require(bytes);
    }

    @Override
    public long store(UUID uploadId, InputStream content, long expected, long maxBytes)
            throws IOException, FileTooLargeException {
        Path part = part(uploadId);
        try (FreeSpace.Announcement announcement = space.announce(expected)) {
            long size = write(part, content, maxBytes, announcement);
            moveIntoPlace(part, file(uploadId));
            return size;
        } catch (IOException | FileTooLargeException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static long write(Path part, InputStream content, long maxBytes, FreeSpace.Announcement announcement)
            throws IOException, FileTooLargeException {
        long size = 0;
        byte[] buffer = new byte[128 * 1024];
        try (DiskFile out = DiskFile.open(part, 0, announcement)) {
            int read;
            while ((read = content.read(buffer)) >= 0) {
                size += read;
                if (size > maxBytes) {
                    throw new FileTooLargeException(maxBytes);
                }
                out.write(buffer, 0, read);
            }
            out.sync();
        }
        return size;
    }

    private void moveIntoPlace(Path part, Path file) throws StorageException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
        } catch (IOException e) {
            throw DiskFile.failed(e);
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public PartialFile append(UUID uploadId, long offset) throws StorageException {
        DiskFile file = DiskFile.open(file(uploadId), offset, space.announce(0));
        try {
            if (offset == 0) {
                syncDirectory();
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw DiskFile.failed(e);
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

    @Override
    public void check() throws IOException {
        if (!Files.isWritable(directory)) {
            throw new StorageException("The folder cannot be written");
        }
    }

    @Override
    public String toString() {
        return "disk folder=" + directory;
    }

    private Path file(UUID uploadId) {
        return directory.resolve(uploadId + ".csv");
    }

    private Path part(UUID uploadId) {
        return directory.resolve(uploadId + ".part");
    }

    /** One file, open at its end. */
    private static final class DiskFile implements PartialFile {
        private final FileChannel channel;
        private final FreeSpace.Announcement announcement;

        private DiskFile(FileChannel channel, FreeSpace.Announcement announcement) {
            this.channel = channel;
            this.announcement = announcement;
        }

        static DiskFile open(Path path, long offset, FreeSpace.Announcement announcement) throws StorageException {
            FileChannel channel = null;
            try {
                channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.size() < offset) {
                    throw new StorageException(
                            "Expected %d bytes of the file, but only %d are stored".formatted(offset, channel.size()));
                }
                channel.truncate(offset);
                channel.position(offset);
                return new DiskFile(channel, announcement);
            } catch (IOException e) {
                closeQuietly(channel);
                throw failed(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws StorageException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                announcement.came(length);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void sync() throws StorageException {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }

        static StorageException failed(IOException cause) {
            if (cause instanceof StorageException storage) {
                return storage;
            }
            String reason = String.valueOf(cause.getMessage());
            return FULL.matcher(reason).find()
                    ? new StorageFullException()
                    : new StorageException("The file cannot be written", cause);
        }

        private static void closeQuietly(@Nullable FileChannel channel) {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // What counts was synced before.
            }
        }
    }
}
