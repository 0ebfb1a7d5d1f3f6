package campaignflows.bench;

import campaignflows.bench.inbound.InboundBench;
import campaignflows.bench.send.SendBench;
import campaignflows.bench.walk.WalkBench;
import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;

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
        try {
            if (options instanceof Options.All all) {
                System.out.println("The results are in "
                        + new AllBench(all, Clock.systemDefaultZone()).measure(each -> printed(report(each))));
            } else {
                printed(report(options));
            }
            return 0;
        } catch (IOException | SQLException | MeasurementException e) {
            System.err.println("deploy/bench/run: nothing was measured to its end: " + e);
            return 1;
        }
    }

    private static Report printed(Report report) {
        System.out.print(report);
        return report;
    }

    /** Of a system of its own. */
    private static Report report(Options options) throws IOException, SQLException {
        return switch (options) {
            case Options.Import imports -> {
                try (LocalSystem system = LocalSystem.startFresh()) {
                    yield measure(system, options, () -> new ImportBench(system, imports).measure());
                }
            }
            case Options.Walk walks -> {
                try (LocalSystem system = LocalSystem.startFresh()) {
                    yield measure(system, options, () -> new WalkBench(system, walks).measure());
                }
            }
            case Options.Send sends -> {
                try (SendBench bench = new SendBench(sends);
                        LocalSystem system = LocalSystem.startFresh(bench.environment())) {
                    yield measure(system, options, () -> bench.measure(system));
                }
            }
            case Options.Inbound inbound -> {
                InboundBench bench = new InboundBench(inbound);
                try (LocalSystem system = LocalSystem.startFresh(bench.environment())) {
                    yield measure(system, options, () -> bench.measure(system));
                }
            }
            case Options.All all -> throw new IllegalArgumentException("Expected one bench, but these are " + all);
        };
    }

    private interface Measurement {
        Report measure() throws IOException, SQLException;
    }

    private static Report measure(LocalSystem system, Options options, Measurement measurement)
            throws IOException, SQLException {
        boolean measured = false;
        try {
            Report report = measurement.measure();
            measured = true;
            if (options.keep()) {
                system.keepData();
                System.out.println("The data and the logs are in " + system.data());
            }
            return report;
        } catch (RuntimeException | AssertionError e) {
            throw new MeasurementException(e);
        } finally {
            if (!measured) {
                system.printTails();
            }
        }
    }

    /** The system runs, but could not be measured. */
    private static final class MeasurementException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MeasurementException(Throwable cause) {
            super(cause);
        }
    }
}
