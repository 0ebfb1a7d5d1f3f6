package campaignflows.bench;

import campaignflows.bench.inbound.InboundBench;
import campaignflows.bench.send.SendBench;
import campaignflows.bench.walk.WalkBench;
import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.sql.SQLException;

/** Starts a system of its own, measures it, prints what was found, and stops it. */
public final class BenchMain {
    private BenchMain() {}

    /** The arguments are those of {@code deploy/bench/run}. */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (Options.UsageException e) {
            System.err.println("deploy/bench/run: " + e.getMessage());
            System.err.println("Try deploy/bench/run --help");
            System.exit(2);
            return;
        }
        System.out.println("Starting a system of its own (what is not built is built first) ...");
        int status = 1;
        try {
            status = run(options);
        } catch (RuntimeException | AssertionError e) {
            System.err.println("deploy/bench/run: the system did not start or stop as it should: " + e.getMessage());
        }
        System.exit(status);
    }

    private static int run(Options options) {
        switch (options) {
            case Options.Import imports -> {
                try (LocalSystem system = LocalSystem.startFresh()) {
                    return measure(system, options, () -> new ImportBench(system, imports).measure());
                }
            }
            case Options.Walk walks -> {
                try (LocalSystem system = LocalSystem.startFresh()) {
                    return measure(system, options, () -> new WalkBench(system, walks).measure());
                }
            }
            case Options.Send sends -> {
                try (SendBench bench = new SendBench(sends);
                        LocalSystem system = LocalSystem.startFresh(bench.environment())) {
                    return measure(system, options, () -> bench.measure(system));
                }
            }
            case Options.Inbound inbound -> {
                InboundBench bench = new InboundBench(inbound);
                try (LocalSystem system = LocalSystem.startFresh(bench.environment())) {
                    return measure(system, options, () -> bench.measure(system));
                }
            }
        }
    }

    private interface Measurement {
        Object measure() throws IOException, SQLException;
    }

    private static int measure(LocalSystem system, Options options, Measurement measurement) {
        try {
            System.out.print(measurement.measure());
            if (options.keep()) {
                system.keepData();
                System.out.println("The data and the logs are in " + system.data());
            }
            return 0;
        } catch (IOException | SQLException | RuntimeException | AssertionError e) {
            system.printTails();
            System.err.println("deploy/bench/run: nothing was measured to its end: " + e);
            return 1;
        }
    }
}
