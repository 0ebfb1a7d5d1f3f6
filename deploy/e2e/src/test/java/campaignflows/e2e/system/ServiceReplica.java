package campaignflows.e2e.system;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A second process of a service beside that of a system, started as that one is but for its ports. */
public final class ServiceReplica implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration END_LIMIT = Duration.ofSeconds(120);

    private final String service;
    private final Process process;
    private final URI address;
    private final URI management;

    private ServiceReplica(String service, Process process, URI address, URI management) {
        this.service = service;
        this.process = process;
        this.address = address;
        this.management = management;
    }

    /** A process that has just been started. */
    static ServiceReplica launch(LocalSystem system, String service) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        long original = Objects.requireNonNull(system.pids().get(service), service);
        ProcessBuilder builder = new ProcessBuilder(strings(Path.of("/proc/" + original + "/cmdline")));
        Map<String, String> variables = builder.environment();
        variables.clear();
        for (String variable : strings(Path.of("/proc/" + original + "/environ"))) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        Path log = system.data().resolve("logs").resolve(service + "-2.log");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.toHandle().destroyForcibly()));
        return new ServiceReplica(
                service, process, URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:" + management));
    }

    /** A replica that is ready. */
    public static ServiceReplica start(LocalSystem system, String service) {
        try {
            ServiceReplica replica = launch(system, service);
            Await.until("a second " + service, START_LIMIT, replica::isReady, ready -> {
                if (!replica.process.isAlive()) {
                    throw new AssertionError("Expected a second " + service + ", but it ended");
                }
                return ready;
            });
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    }

    Process process() {
        return process;
    }

    Api management() {
        return new Api(management, null);
    }

    public URI address() {
        return address;
    }

    private boolean isReady() {
        try {
            return management().send("GET", "/q/health/ready", null).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Asks it to end, as Kubernetes does, and returns when it has. */
    public void end() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Expected the second " + service + " to end within " + END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
