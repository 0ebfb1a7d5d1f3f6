package campaignflows.local.postgres;

import campaignflows.local.StartException;
import campaignflows.local.data.Loopback;
import campaignflows.local.process.ChildSpec;
import campaignflows.local.process.DetachedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The embedded server: a real one with durable commits, run in the foreground as a child of the launcher. PostgreSQL
 * refuses to run as root; then it runs in a user namespace of its own, where it is nobody.
 */
public final class PostgresServer {
    public static final String NAME = "postgres";
    private static final String SUPERUSER = "postgres";

    /** Durable, tuned for two cores and a share of a laptop's memory; logs never hold statements or row values. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", Loopback.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "200"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "8MB"),
            Map.entry("maintenance_work_mem", "64MB"),
            Map.entry("max_wal_size", "1GB"),
            Map.entry("checkpoint_timeout", "10min"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("autovacuum_naptime", "10s"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_line_prefix", "%m "),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"));

    private final Path programs;
    private final Path data;
    private final int port;
    private final String password;
    private final List<String> prefix;

    public PostgresServer(Path programs, Path data, int port, String password) {
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.password = password;
        this.prefix = unprivileged();
    }

    private static List<String> unprivileged() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (DetachedCommand.isOnPath("unshare") && succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        throw new StartException("PostgreSQL does not run as root, and this machine allows no user namespaces."
                + " Run deploy/up as another user, or use an existing server: --postgres URL.");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where the services and the launcher reach it. */
    public PostgresAddress address() {
        return new PostgresAddress(Loopback.HOST, port, "postgres", SUPERUSER, password, Map.of());
    }

    /** The server's own pid file. */
    public static Path postmasterPid(Path data) {
        return data.resolve("postmaster.pid");
    }

    public ChildSpec spec() {
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        SETTINGS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> command.addAll(List.of("-c", setting.getKey() + "=" + setting.getValue())));
        return new ChildSpec(
                NAME, command, Map.of(), data.resolveSibling("."), ChildSpec.StopRequest.INTERRUPT, this::prepare);
    }

    private void prepare() {
        createCluster();
        PostmasterPid.clear(postmasterPid(data));
    }

    /** Made under another name and renamed when complete: a start that was cut short leaves no half cluster. */
    void createCluster() {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path draft = data.resolveSibling(".postgres-new");
        Path passwordFile = data.resolveSibling(".postgres-password");
        try {
            delete(draft);
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            initialise(draft, passwordFile);
            Files.move(draft, data);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make the database cluster " + data, e);
        } finally {
            delete(passwordFile);
        }
    }

    private void initialise(Path folder, Path passwordFile) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + folder,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StartException("initdb failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new StartException("initdb was interrupted", e);
        }
    }

    private static void delete(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path file : content.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + path, e);
        }
    }
}
