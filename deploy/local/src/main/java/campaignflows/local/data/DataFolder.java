package campaignflows.local.data;

import campaignflows.local.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a local run keeps. It bears a marker, and nothing is written to or deleted from a
 * folder with other content that lacks it; a lock held as long as the launcher lives keeps a second one out.
 */
public final class DataFolder implements AutoCloseable {
    static final String MARKER = ".campaign-flows";
    static final String LOCK = ".lock";

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /** Opens the folder, made if it is not there, and holds its lock until closed. */
    public static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            Path root = path.toRealPath();
            refuseForeign(root);
            if (Files.notExists(root.resolve(MARKER))) {
                Files.writeString(root.resolve(MARKER), "Data of a local run of Campaign Flows (deploy/up).\n");
            }
            return new DataFolder(root, lock(root));
        } catch (IOException e) {
            throw new StartException("Cannot use the data folder " + path + ": " + e, e);
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        if (Files.exists(root.resolve(MARKER))) {
            return;
        }
        try (Stream<Path> content = Files.list(root)) {
            if (content.findAny().isPresent()) {
                throw new StartException("The folder " + root + " is not empty and is no data folder of Campaign Flows"
                        + " (it lacks the file " + MARKER + "). Name another folder with --data.");
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw new StartException("Another Campaign Flows (process " + owner + ") is running on the data folder "
                    + root + ". Stop it first, or name another folder with --data.");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Deletes all content but the marker and the lock. Links are removed, never followed. */
    public void empty() {
        Path marker = root.resolve(MARKER);
        Path lock = root.resolve(LOCK);
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!file.equals(marker) && !file.equals(lock)) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    if (!folder.equals(root)) {
                        Files.delete(folder);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StartException("Could not empty the data folder " + root + ": " + e, e);
        }
    }

    public Path root() {
        return root;
    }

    /** A folder in here, made if it is not there; only its owner may look in, as personal data goes there. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(
                    root.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + root.resolve(name), e);
        }
    }

    public Path logs() {
        return folder("logs");
    }

    public Path pids() {
        return root.resolve("pids");
    }

    public Path endpoints() {
        return root.resolve("endpoints");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path apiKey() {
        return root.resolve("api-key");
    }

    public Path operatorKey() {
        return root.resolve("operator-key");
    }

    public Path adminPassword() {
        return root.resolve("admin-password");
    }

    /** There once the fresh system has been filled, so that what its user deletes later stays deleted. */
    public Path seeded() {
        return root.resolve(".seeded");
    }

    /** The files that hold a secret each, in the clear, for their owner only. */
    List<Path> keyFiles() {
        return List.of(apiKey(), operatorKey(), adminPassword());
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
