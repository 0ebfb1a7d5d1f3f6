package campaignflows.e2e.system;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.MailCatcher;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The packaged system, started by {@code deploy/up} as users start it, on free ports and a data folder of its own. */
public final class LocalSystem implements AutoCloseable {
    /** Long enough for {@code deploy/up} to build what is not built. */
    private static final Duration START_LIMIT = Duration.ofMinutes(8);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final String READY = "Campaign Flows is ready";

    private final DataFolder folder;
    private final int port;
    private final int mailPort;
    private final CountDownLatch readyLine = new CountDownLatch(1);
    private final boolean temporary;
    private @Nullable Process launcher;
    private final Map<String, String> environment;
    private Duration readyAfter = Duration.ZERO;
    private boolean keep;

    private LocalSystem(Path data, boolean temporary, int port, int mailPort, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.folder = new DataFolder(data);
        this.temporary = temporary;
        this.port = port;
        this.mailPort = mailPort;
    }

    /** A system on a fresh data folder, ready; the folder is deleted when the system is closed, unless there was trouble. */
    public static LocalSystem startFresh() {
        return startFresh(Map.of());
    }

    /** The same with variables of the environment, which the services read their configuration from. */
    public static LocalSystem startFresh(Map<String, String> environment) {
        try {
            Path data = Files.createTempDirectory("campaign-flows-e2e-").resolve("data");
            return start(data, true, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same at a port that was chosen before, so that others can know the address. */
    public static LocalSystem startFreshAt(int port, Map<String, String> environment) {
        try {
            Path data = Files.createTempDirectory("campaign-flows-e2e-").resolve("data");
            return start(data, true, port, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A system on this data folder, ready. */
    public static LocalSystem start(Path data) {
        return start(data, false, Map.of());
    }

    /** A system on a folder that one of {@link #startFresh} has left, ready; the folder is deleted as that one's. */
    public static LocalSystem startOnTemporary(Path data) {
        return start(data, true, Map.of());
    }

    private static LocalSystem start(Path data, boolean temporary, Map<String, String> environment) {
        return start(data, temporary, Ports.free(), environment);
    }

    private static LocalSystem start(Path data, boolean temporary, int port, Map<String, String> environment) {
        LocalSystem system = new LocalSystem(data, temporary, port, Ports.free(), environment);
        long since = System.nanoTime();
        try {
            system.launch();
            system.awaitReady();
        } catch (RuntimeException | AssertionError e) {
            system.printTails();
            system.kill();
            throw e;
        }
        system.readyAfter = Duration.ofNanos(System.nanoTime() - since);
        System.out.printf(
                "e2e: %s is ready after %.1f s, data in %s%n",
                system.address(), system.readyAfter.toMillis() / 1e3, data);
        return system;
    }

    /** From the start of {@code deploy/up} until it said that the system is ready. */
    public Duration readyAfter() {
        return readyAfter;
    }

    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    public Path data() {
        return folder.root();
    }

    /** Where this part of the system listens, by its name in {@code DIR/endpoints}. */
    public URI endpoint(String name) {
        return Objects.requireNonNull(folder.endpoints().get(name), name);
    }

    /** What the services sign and encrypt with and the servers' passwords, by name in {@code DIR/secrets}. */
    public String secret(String name) {
        return folder.secretOf(name);
    }

    /** Leaves the folder when the system is closed. */
    public void keepData() {
        keep = true;
    }

    /** As administrator of the tenant that a fresh system holds. */
    public Api admin() {
        return withKey(adminKey());
    }

    public String adminKey() {
        return folder.secret("api-key");
    }

    public Api operator() {
        return withKey(folder.secret("operator-key"));
    }

    public Api withKey(@Nullable String key) {
        return new Api(address(), key);
    }

    public MailCatcher mails() {
        return new MailCatcher(URI.create("http://localhost:" + mailPort));
    }

    /** Every committed record that a topic has now, in the order of each partition. */
    public List<JsonNode> records(String topic) {
        return TopicReader.readAll(endpoint("kafka").getAuthority(), topic);
    }

    /** Puts the first record whose message is like that among the dead letters of its topic; returns its offset there. */
    public long putAmongDeadLetters(String topic, Predicate<JsonNode> wanted, String reason) {
        return DeadLetterCopy.of(endpoint("kafka").getAuthority(), topic, wanted, reason);
    }

    /** What {@code deploy/dead-letters} prints for this system, with its exit code at the end. */
    public String deadLetters(String... arguments) {
        return outputOf("deploy/dead-letters", arguments);
    }

    /** What {@code deploy/partitions} prints for this system, with its exit code at the end. */
    public String partitions(String... arguments) {
        return outputOf("deploy/partitions", arguments);
    }

    private String outputOf(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                repository().resolve(script).toString(), "--data", folder.root().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output + "exit code " + process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many rows of each table of every service name the text. */
    public Map<String, Long> rowsWith(String text) {
        return new StoredTexts(folder).rowsWith(text);
    }

    /** Where in all databases, and in files that are not a server's own, a text is found. */
    public List<String> tracesOf(List<String> texts) {
        return new StoredTexts(folder).tracesOf(texts);
    }

    /** Whether it was started and not ended since. */
    boolean isStarted() {
        return launcher != null;
    }

    /** Whether the whole system says that it is ready. */
    public boolean isReady() {
        return answersReady(address());
    }

    private static boolean answersReady(URI address) {
        try {
            return new Api(address, null).send("GET", "/q/health/ready", null).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether this process itself is ready, or at least listens. */
    boolean serves(String process) {
        Map<String, URI> endpoints = folder.endpoints();
        URI management = endpoints.get(process + "-management");
        if (management != null) {
            return answersReady(management);
        }
        URI address = Objects.requireNonNull(endpoints.get(process), process);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@code DIR/pids} lists. */
    public Map<String, Long> pids() {
        return folder.pids();
    }

    /** Ends it as Ctrl-C or a service manager does, and returns how long that took. */
    public Duration stop() {
        Process process = running();
        Map<String, Long> pids = pids();
        long since = System.nanoTime();
        // Not Process.destroy, which closes the output as well.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                printTails();
                kill();
                throw new AssertionError("Expected the system to end within " + STOP_LIMIT + ", but it runs on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        List<String> alive = alive(pids);
        if (!alive.isEmpty()) {
            throw new AssertionError("Expected no process of the system to live on, but these do: " + alive);
        }
        launcher = null;
        return took;
    }

    /** Ends the launcher as no process wants to be ended. */
    public void killLauncher() {
        running().destroyForcibly();
        launcher = null;
    }

    /** The names of those of these processes that live. */
    public static List<String> alive(Map<String, Long> pids) {
        List<String> alive = new ArrayList<>();
        pids.forEach((name, pid) -> {
            if (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                alive.add(name + " " + pid);
            }
        });
        return alive;
    }

    /** For whoever must find out why a test failed. */
    public void printTails() {
        keep = true;
        folder.printTails();
    }

    @Override
    public void close() {
        if (launcher != null) {
            stop();
        }
        if (temporary && !keep) {
            folder.delete();
        }
    }

    private void launch() {
        ProcessBuilder builder = new ProcessBuilder(
                repository().resolve("deploy/up").toString(),
                "--data",
                folder.root().toString(),
                "--port",
                Integer.toString(port),
                "--mail-port",
                Integer.toString(mailPort));
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            launcher = process;
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> process.toHandle().destroy()));
            Thread reader = new Thread(() -> copyOutput(process), "output of deploy/up");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To a file, whose end is shown when something fails. */
    private void copyOutput(Process process) {
        try (BufferedReader in = process.inputReader();
                var out = Files.newBufferedWriter(folder.output())) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                if (line.contains(READY)) {
                    readyLine.countDown();
                }
            }
        } catch (IOException e) {
            System.out.println("e2e: the output of deploy/up cannot be copied any more: " + e);
        }
    }

    private void awaitReady() {
        Process process = running();
        Await.until("the line \"" + READY + "\"", START_LIMIT, readyLine::getCount, count -> {
            if (count > 0 && !process.isAlive()) {
                throw new AssertionError(
                        "Expected deploy/up to start the system, but it ended with status " + process.exitValue());
            }
            return count == 0;
        });
        if (!isReady()) {
            throw new AssertionError("Expected /q/health/ready to answer 200 once the system says that it is ready");
        }
    }

    private void kill() {
        if (launcher != null) {
            launcher.destroyForcibly();
            launcher = null;
        }
    }

    private Process running() {
        if (launcher == null) {
            throw new IllegalStateException("Expected a running system, but it was ended");
        }
        return launcher;
    }

    /** Of this checkout. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/up"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("Expected to run inside a checkout with deploy/up");
            }
            folder = parent;
        }
        return folder;
    }
}
