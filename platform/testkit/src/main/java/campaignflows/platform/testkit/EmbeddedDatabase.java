package campaignflows.platform.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of this test run. Not durable (fsync off): it may be stopped or killed, but the machine must not
 * crash.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    private EmbeddedDatabase(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
        this.port = server.getPort();
    }

    /** One database of the server. */
    public record Address(String jdbcUrl, String user, String password) {
        public Connection open() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, user, password);
        }
    }

    public static EmbeddedDatabase start() {
        try {
            Path directory = Files.createTempDirectory("postgres-test-");
            PostgresTemplate template = PostgresTemplate.ready();
            Path data = directory.resolve("data");
            template.copyCluster(data);
            return new EmbeddedDatabase(directory, server(template.programs(), data, Ports.free()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks its programs and makes its cluster where they are not there yet. */
    static EmbeddedPostgres server(Path programs, Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(programs.toFile())
                .setCleanDataDirectory(false)
                .setPGStartupWait(START_LIMIT)
                .setPort(port);
        ServerSettings.postgres().forEach(builder::setServerConfig);
        return builder.start();
    }

    public int port() {
        return port;
    }

    /** Stops the server at once: all connections break. */
    public synchronized void stop() {
        try {
            EmbeddedPostgres running = server;
            if (running != null) {
                running.close();
                server = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server's first process as a crash does, without a word to anyone; its others follow. */
    public synchronized void kill() {
        try {
            String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                    .getFirst();
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.strip()))
                    .orElseThrow(() -> new IllegalStateException("Expected a running server, but there is none"));
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            EmbeddedPostgres dead = server;
            server = null;
            if (dead != null) {
                dead.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the stopped server again with its data, at the same port. */
    public synchronized void restart() {
        stop();
        // Right after a crash the last of the old processes may still hold the shared memory.
        Await.until("the server starts again", this::startedAgain);
    }

    private boolean startedAgain() {
        try {
            server = server(PostgresTemplate.ready().programs(), directory.resolve("data"), port);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** A new, empty database. */
    public Address newDatabase() {
        return newDatabase(addressOf("127.0.0.1", port, "postgres"));
    }

    static Address newDatabase(Address administration) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = administration.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Expected a new database on the test server", e);
        }
        String url = administration.jdbcUrl().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
        return new Address(url, administration.user(), administration.password());
    }

    static Address addressOf(String host, int port, String database) {
        return new Address("jdbc:postgresql://" + host + ":" + port + "/" + database, "postgres", "postgres");
    }

    @Override
    public void close() {
        stop();
        // At the JVM's end a hook of the server's own may be stopping it at this moment.
        TemporaryFolders.awaitAbsence(directory.resolve("data").resolve("postmaster.pid"));
        TemporaryFolders.delete(directory);
    }
}
