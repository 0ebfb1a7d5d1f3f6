package campaignflows.platform.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's unpacked programs and a new cluster, which every embedded server copies: to unpack the one and to make the
 * other takes longer than everything else about a start. A build has them once, in the folder that its {@code pom.xml}
 * names; a JVM without that property has its own. They appear under their name only when complete.
 */
final class PostgresTemplate {

    private static final String FOLDER = "campaignflows.testkit.postgres-template";
    private static final String READY = "campaignflows.testkit.postgres-template.ready";

    private final Path folder;

    private PostgresTemplate(Path folder) {
        this.folder = folder;
    }

    static PostgresTemplate ready() {
        return new PostgresTemplate(
                Path.of(Shared.once(READY, () -> made(folder()).toString())));
    }

    private static Path folder() throws IOException {
        @Nullable String named = System.getProperty(FOLDER);
        if (named != null) {
            return Path.of(named);
        }
        Path own = Files.createTempDirectory("postgres-template-");
        Shared.atExit("delete-postgres-template", () -> TemporaryFolders.delete(own));
        return own.resolve("template");
    }

    /** One process at a time makes it; the others wait for that one. */
    private static Path made(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().resolveSibling(".");
        Files.createDirectories(parent);
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && Files.notExists(folder)) {
                Path draft = Files.createTempDirectory(parent, ".postgres-template-");
                EmbeddedPostgres server = EmbeddedDatabase.server(programsIn(draft), clusterIn(draft), Ports.free());
                server.close();
                TemporaryFolders.awaitAbsence(clusterIn(draft).resolve("postmaster.pid"));
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return folder;
    }

    Path programs() {
        return programsIn(folder);
    }

    /** Copies the cluster to a folder that is not there yet. */
    void copyCluster(Path target) {
        Path cluster = clusterIn(folder);
        try (Stream<Path> all = Files.walk(cluster)) {
            for (Path each : all.toList()) {
                Files.copy(
                        each,
                        target.resolve(cluster.relativize(each)),
                        // The server insists that nobody else may read them.
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path programsIn(Path folder) {
        return folder.resolve("programs");
    }

    private static Path clusterIn(Path folder) {
        return folder.resolve("cluster");
    }
}
