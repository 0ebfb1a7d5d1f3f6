package campaignflows.local;

import campaignflows.local.data.DataFolder;
import campaignflows.local.data.Endpoints;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PortBlock;
import campaignflows.local.log.CombinedLog;
import campaignflows.local.process.OrphanedProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * The program behind {@code deploy/up}: reads the options, takes the data folder and the ports, and runs the system until
 * it is asked to stop.
 */
public final class Launcher {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int KILLED = 130;

    private Launcher() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Path repository =
                Path.of(System.getProperty("campaignflows.repository", ".")).toAbsolutePath();
        System.exit(run(List.of(arguments), repository, out));
    }

    private static int run(List<String> arguments, Path repository, PrintStream out) {
        Options options;
        try {
            options = Options.parse(arguments, repository.resolve("deploy/local/data"));
        } catch (UsageException e) {
            System.err.println("deploy/up: " + e.getMessage());
            System.err.println("Try deploy/up --help");
            return USAGE;
        }
        if (options.help()) {
            out.print(help());
            out.flush();
            return STOPPED;
        }
        try {
            return options.train() ? train(options, repository, out) : run(options, repository, out);
        } catch (StartException e) {
            System.err.println("deploy/up: " + e.getMessage());
            return FAILED;
        }
    }

    private static int run(Options options, Path repository, PrintStream out) {
        try (DataFolder folder = DataFolder.open(options.data())) {
            return run(options, repository, folder, out);
        }
    }

    /** On data and ports of its own, so that it disturbs no other run. */
    private static int train(Options options, Path repository, PrintStream out) {
        Options own = options.onPorts(Loopback.twoFreePorts()).onFresh(LocalLayout.trainingData(repository));
        int code = run(own, repository, out);
        try (DataFolder folder = DataFolder.open(own.data())) {
            folder.empty();
        }
        return code;
    }

    private static int run(Options options, Path repository, DataFolder folder, PrintStream out) {
        OrphanedProcesses.end(folder.pids(), out::println);
        Loopback.requireFree(options.port(), "--port");
        Loopback.requireFree(options.mailPort(), "--mail-port");
        try (PortBlock ports = PortBlock.take(Endpoints.earlierBlock(folder.endpoints()))) {
            if (options.fresh()) {
                folder.empty();
            }
            try (CombinedLog log = new CombinedLog(folder.logs(), out, Boolean.getBoolean("campaignflows.colour"))) {
                LocalRun system = new LocalRun(options, repository, folder, ports, log);
                return options.train()
                        ? run(system, system::train, log)
                        : run(
                                system,
                                () -> {
                                    system.awaitStopRequest();
                                    system.stop();
                                },
                                log);
            }
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** @param work what is done once everything runs; it stops the system at its end */
    private static int run(LocalRun system, Work work, CombinedLog log) {
        stopOnSignals(system);
        try {
            system.start();
            work.run();
            return STOPPED;
        } catch (LocalRun.BrokenOff e) {
            system.stop();
            return STOPPED;
        } catch (StartException e) {
            log.announce("deploy/up: " + e.getMessage());
            system.stop();
            return FAILED;
        } catch (InterruptedException | RuntimeException e) {
            log.announce("deploy/up: failed: " + e);
            system.stop();
            return FAILED;
        }
    }

    /** The first signal stops everything in order, the second at once. */
    private static void stopOnSignals(LocalRun system) {
        AtomicInteger signals = new AtomicInteger();
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(name), signal -> {
                if (signals.incrementAndGet() == 1) {
                    system.requestStop();
                } else {
                    system.kill();
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
    }

    private static String help() {
        try (InputStream text = Launcher.class.getResourceAsStream("/campaignflows/local/help.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
