package campaignflows.local;

import campaignflows.local.data.DataFolder;
import campaignflows.local.data.Endpoints;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PortBlock;
import campaignflows.local.data.Secrets;
import campaignflows.local.log.CombinedLog;
import campaignflows.local.postgres.PostgresServer;
import campaignflows.local.process.AotCaches;
import campaignflows.local.process.Child;
import campaignflows.local.process.Children;
import campaignflows.local.process.DetachedCommand;
import campaignflows.local.process.JavaCommand;
import campaignflows.local.process.PidFile;
import campaignflows.local.process.Watchdog;
import campaignflows.local.service.Health;
import campaignflows.local.service.Service;
import campaignflows.local.service.ServiceProcesses;
import campaignflows.local.service.TrainingLoad;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the whole system: what is started in which order, what each part waits for, and how all of it ends. Servers
 * before services; the services stop before the servers that they still write to.
 */
final class LocalRun {
    private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(60);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(240);
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(7);
    private static final Duration SERVER_GRACE = Duration.ofSeconds(4);

    /** A program that recorded writes that down after it has ended in order, which takes seconds of processor time. */
    private static final Duration RECORDED_GRACE = Duration.ofSeconds(180);

    private final Options options;
    private final Path repository;
    private final DataFolder folder;
    private final PortBlock ports;
    private final CombinedLog log;
    private final Secrets secrets;
    private final PidFile pids;
    private final Watchdog watchdog;
    private final Children children;
    private final AotCaches caches;
    private final JavaCommand java;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Health health = new Health(http);
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private @Nullable Samples samples;
    private volatile @Nullable Thread trainer;

    LocalRun(Options options, Path repository, DataFolder folder, PortBlock ports, CombinedLog log) {
        this.options = options;
        this.repository = repository;
        this.folder = folder;
        this.ports = ports;
        this.log = log;
        this.secrets = Secrets.of(folder);
        this.pids = new PidFile(folder.pids());
        DetachedCommand detached = DetachedCommand.available();
        this.watchdog =
                new Watchdog(folder.pids(), PostgresServer.postmasterPid(folder.postgres()), detached, pids, log::say);
        this.children = new Children(detached, pids, log);
        Path caches = LocalLayout.aotCaches(repository);
        this.caches = options.train() ? AotCaches.recordedIn(caches) : AotCaches.usedFrom(caches);
        this.java = JavaCommand.ofThisProcess(LocalLayout.childJar(repository), this.caches);
    }

    /** The end was asked for before everything ran. */
    static final class BrokenOff extends RuntimeException {}

    /** Returns when the whole system serves. */
    void start() throws InterruptedException {
        Instant since = Instant.now();
        try {
            log.say("Starting on the data folder " + folder.root());
            requireBuilt();
            Servers servers = new Servers(options, repository, folder, ports, secrets, children, log::say);
            ServiceProcesses services = new ServiceProcesses(
                    repository,
                    folder,
                    secrets,
                    ports,
                    ports.port(LocalLayout.SMTP),
                    ports.port(LocalLayout.AGENT),
                    options.port(),
                    servers.postgres(),
                    servers.kafka());
            writeEndpoints(servers, services);

            Servers.Started serving = servers.start(java);
            serving.prepareDatabases();
            Map<Service, Child> started = startServices(services);
            serving.prepareTopics();
            serving.awaitMail();
            awaitServices(services, started);
            samples = Samples.start(folder, ports, secrets, http, localhost(), log);
            announce(Duration.between(since, Instant.now()));
        } catch (Children.InterruptedStart e) {
            throw new BrokenOff();
        }
    }

    private void requireBuilt() {
        List<Path> needed = new ArrayList<>(Arrays.stream(Service.values())
                .map(service -> service.runner(repository))
                .toList());
        needed.add(java.childJar());
        for (Path file : needed) {
            if (Files.notExists(file)) {
                throw new StartException("Not built: " + file + " is missing. deploy/up builds what is not built.");
            }
        }
    }

    private void writeEndpoints(Servers servers, ServiceProcesses services) {
        Endpoints endpoints = new Endpoints(ports);
        servers.describe(endpoints);
        endpoints.put("sample-agent", "http://" + Loopback.HOST + ":" + ports.port(LocalLayout.AGENT));
        endpoints.put("demo-site", Samples.demoSite(ports).toString());
        services.describe(endpoints);
        endpoints.writeTo(folder.endpoints());
    }

    /** They load their classes while the broker starts, and wait for it where it takes longer. */
    private Map<Service, Child> startServices(ServiceProcesses services) {
        Map<Service, Child> started = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            started.put(service, children.start(services.spec(service, java)));
        }
        return started;
    }

    private void awaitServices(ServiceProcesses services, Map<Service, Child> started) throws InterruptedException {
        Instant deadline = Instant.now().plus(SERVICE_LIMIT);
        for (Map.Entry<Service, Child> entry : started.entrySet()) {
            URI readiness = services.readiness(entry.getKey());
            children.awaitReady(
                    entry.getValue(), () -> health.isReady(readiness), Duration.between(Instant.now(), deadline));
        }
    }

    private URI localhost() {
        return URI.create("http://localhost:" + options.port());
    }

    private void announce(Duration took) throws InterruptedException {
        Instant deadline = Instant.now().plus(GATEWAY_LIMIT);
        while (!health.isReady(localhost().resolve("/q/health/ready"))) {
            if (Instant.now().isAfter(deadline)) {
                throw new StartException("The system does not become ready: " + localhost() + "/q/health/ready");
            }
            if (stopRequest.await(50, TimeUnit.MILLISECONDS)) {
                throw new BrokenOff();
            }
        }
        log.announce("");
        log.announce("Campaign Flows is ready: " + localhost());
        log.announce("  API key of the tenant Local:  " + folder.apiKey());
        log.announce("  Mails that it sends:          http://localhost:" + options.mailPort());
        log.announce("  Answer as a contact:          http://localhost:" + ports.port(LocalLayout.AGENT)
                + " (the sample agent)");
        log.announce("  A website with the chat:      " + Samples.demoSite(ports));
        log.announce("  Data, logs and endpoints:     " + folder.root());
        log.announce("  Started in " + took.toSeconds() + " s. Ctrl-C stops everything.");
        if (caches.areMissed()) {
            log.announce(
                    "  Later starts take two thirds of the time after deploy/up --train, which takes about five minutes.");
        }
        log.announce("");
    }

    void awaitStopRequest() throws InterruptedException {
        stopRequest.await();
    }

    /** From a signal's thread: the start is broken off, the wait ends. */
    void requestStop() {
        children.beginStop();
        stopRequest.countDown();
        Thread training = trainer;
        if (training != null) {
            training.interrupt();
        }
    }

    /** Uses what runs as its users will, stops it, and makes the AOT caches of that. */
    void train() {
        trainer = Thread.currentThread();
        try {
            new TrainingLoad(http, localhost(), Samples.apiKey(folder)).run();
            stop(RECORDED_GRACE, RECORDED_GRACE);
            log.say("Making the AOT caches");
            caches.create();
            log.announce("The next starts take two thirds of the time.");
        } catch (InterruptedException e) {
            throw new BrokenOff();
        }
    }

    /** Ends everything in order, within 15 seconds. */
    void stop() {
        stop(SERVICE_GRACE, SERVER_GRACE);
    }

    private void stop(Duration serviceGrace, Duration serverGrace) {
        children.beginStop();
        log.say("Stopping");
        Samples running = samples;
        if (running != null) {
            running.close();
        }
        children.stop(Arrays.stream(Service.values()).map(Service::processName).toList(), serviceGrace);
        children.stop(Servers.NAMES, serverGrace);
        pids.clear();
        watchdog.close();
        log.announce("Campaign Flows has stopped. Its data stays in " + folder.root());
    }

    /** Ends everything at once. */
    void kill() {
        children.killAll();
        pids.clear();
        watchdog.close();
    }
}
