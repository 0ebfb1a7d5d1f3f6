package campaignflows.bench.walk;

import campaignflows.bench.Figure;
import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.bench.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The results as a text. The module's README explains how to read it. */
public final class WalkReport implements Report {
    private final Options.Walk options;
    private final String settings;
    private final List<Walked> walked = new ArrayList<>();
    private final List<WalkFloor.Measured> bare = new ArrayList<>();
    private final List<WalkFloor.Measured> withDatabase = new ArrayList<>();

    WalkReport(Options.Walk options, String settings) {
        this.options = options;
        this.settings = settings;
    }

    /**
     * One number of engines.
     *
     * @param shares of the partitions, ascending
     * @param lag    what the engines said of it afterwards
     */
    record Walked(int replicas, List<Integer> shares, WalkRun.Measured run, Engines.Lag lag) {}

    void add(Walked each) {
        walked.add(each);
    }

    void addBare(WalkFloor.Measured floor) {
        bare.add(floor);
    }

    void addWithDatabase(WalkFloor.Measured floor) {
        withDatabase.add(floor);
    }

    @Override
    public List<Figure> figures() {
        WalkRun.Measured one = walked.getFirst().run();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("Events walked", whole(one.eventsPerSecond()) + " events/s", "10,000 events/s"));
        figures.add(new Figure(
                "… to the floor with the database",
                Figure.number(one.eventsPerSecond() / eventsPerSecond(withDatabase, 1), 2),
                "0.85"));
        figures.add(new Figure("… processor time", micros(one.usage().total(), one.events()) + " µs", "200 µs"));
        walked.stream()
                .skip(1)
                .forEach(each -> figures.add(new Figure(
                        "… with %d engines, to the walks with one".formatted(each.replicas()),
                        Figure.number(each.run().eventsPerSecond() / one.eventsPerSecond(), 2),
                        "0.95")));
        return figures;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%nWalk, seed %d, %d processors, load averages at the end %s%n"
                .formatted(options.seed(), Runtime.getRuntime().availableProcessors(), Processes.load()));
        text.append("PostgreSQL: %s%n".formatted(settings));
        text.append(
                "Running during the measurements: %s%n%n"
                        .formatted(
                                options.all()
                                        ? "all services"
                                        : "the engine, participant-service, Kafka, PostgreSQL, this bench; the other services are held still"));
        addOutputs(text);
        addRuns(text);
        addFloors(text);
        addRatios(text);
        addProcessorTime(text);
        addPartitions(text);
        return text.toString();
    }

    private void addOutputs(StringBuilder text) {
        WalkRun.Measured run = walked.getFirst().run();
        text.append("Each event (ParticipantCreated) walks one flow of %d nodes and leads to %s%n%n"
                .formatted(
                        WalkCampaign.NODES,
                        String.join(
                                ", ",
                                run.outputs().stream()
                                        .map(each -> "%.2f records of %,.0f bytes on %s"
                                                .formatted(
                                                        (double) each.records() / run.events(),
                                                        each.perRecord(),
                                                        each.topic()))
                                        .toList())));
    }

    private void addRuns(StringBuilder text) {
        text.append(line("Walking", "events", "seconds", "events/s", "walks/s", "drained s", "not completed"));
        for (Walked each : walked) {
            WalkRun.Measured run = each.run();
            Outputs walks = run.output(Broker.WALKS);
            text.append(line(
                    "  engines: " + each.replicas(),
                    whole(run.events()),
                    decimal(run.seconds()),
                    whole(run.eventsPerSecond()),
                    whole(walks.records() / run.seconds()),
                    decimal(run.drained()),
                    whole(walks.failed())));
        }
        text.append(
                "  seconds: to the last command on its topic; drained: until what the walks caused was walked too\n\n");
    }

    private void addFloors(StringBuilder text) {
        text.append(line("Floors", "events", "seconds", "events/s", "records", "MB"));
        bare.forEach(each -> text.append(floor("  (a) consume, produce; loops: ", each)));
        withDatabase.forEach(each -> text.append(floor("  (b) with the database; loops: ", each)));
        text.append('\n');
    }

    private static String floor(String name, WalkFloor.Measured each) {
        return line(
                name + each.loops(),
                whole(each.events()),
                decimal(each.seconds()),
                whole(each.eventsPerSecond()),
                whole(each.records()),
                decimal(each.bytes() / 1e6));
    }

    /** The mean of those with that number of loops. */
    private static double eventsPerSecond(List<WalkFloor.Measured> floors, int loops) {
        return floors.stream()
                .filter(each -> each.loops() == loops)
                .mapToDouble(WalkFloor.Measured::eventsPerSecond)
                .average()
                .orElseThrow();
    }

    /** With each number of loops, fewest first. */
    private static String ratios(double speed, List<WalkFloor.Measured> floors) {
        return String.join(
                ", ",
                floors.stream()
                        .map(WalkFloor.Measured::loops)
                        .distinct()
                        .sorted()
                        .map(loops -> "%.2f (loops: %d)".formatted(speed / eventsPerSecond(floors, loops), loops))
                        .toList());
    }

    private void addRatios(StringBuilder text) {
        double one = walked.getFirst().run().eventsPerSecond();
        for (Walked each : walked) {
            double speed = each.run().eventsPerSecond();
            text.append("RATIO with %d: to floor (a) %s; to floor (b) %s; to the walks with %d: %.2f%n"
                    .formatted(
                            each.replicas(),
                            ratios(speed, bare),
                            ratios(speed, withDatabase),
                            walked.getFirst().replicas(),
                            speed / one));
        }
        text.append(
                "  (required: at least 0.40 of (b), 0.60 is the aim; more engines on the same processors: at least 0.80 of one)\n\n");
    }

    private void addProcessorTime(StringBuilder text) {
        List<String> head = new ArrayList<>(List.of("Processor time, us per event"));
        Set<String> names = new TreeSet<>();
        walked.forEach(each -> {
            head.add("engines: " + each.replicas());
            names.addAll(each.run().usage().seconds().keySet());
        });
        WalkFloor.Measured a = fastest(bare);
        WalkFloor.Measured b = fastest(withDatabase);
        head.add("floor (a)");
        head.add("floor (b)");
        text.append(line(head.toArray(String[]::new)));
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of("  " + name));
            walked.forEach(each ->
                    cells.add(perEvent(each.run().usage(), name, each.run().events())));
            cells.add(perEvent(a.usage(), name, a.events()));
            cells.add(perEvent(b.usage(), name, b.events()));
            text.append(line(cells.toArray(String[]::new)));
        }
        List<String> all = new ArrayList<>(List.of("  all of them"));
        walked.forEach(
                each -> all.add(micros(each.run().usage().total(), each.run().events())));
        all.add(micros(a.usage().total(), a.events()));
        all.add(micros(b.usage().total(), b.events()));
        text.append(line(all.toArray(String[]::new)));
        List<String> others = new ArrayList<>(List.of("  the rest of the machine, seconds"));
        walked.forEach(each -> others.add(rest(each.run().usage())));
        others.add(rest(a.usage()));
        others.add(rest(b.usage()));
        text.append(line(others.toArray(String[]::new))).append('\n');
    }

    private static String rest(Processes.Usage usage) {
        return decimal(Math.max(0, usage.busy() - usage.total()));
    }

    private static WalkFloor.Measured fastest(List<WalkFloor.Measured> floors) {
        return floors.stream()
                .max(Comparator.comparingDouble(WalkFloor.Measured::eventsPerSecond))
                .orElseThrow();
    }

    private static String perEvent(Processes.Usage usage, String name, long events) {
        return micros(usage.seconds().getOrDefault(name, 0.0), events);
    }

    private static String micros(double seconds, long events) {
        return decimal(seconds * 1e6 / events);
    }

    private void addPartitions(StringBuilder text) {
        for (Walked each : walked) {
            text.append(
                    "Partitions with %d: %s; lag afterwards, as the engines report it: %.0f, of %d partitions, each once%n"
                            .formatted(
                                    each.replicas(),
                                    String.join(
                                            " ",
                                            each.shares().stream()
                                                    .map(String::valueOf)
                                                    .toList()),
                                    each.lag().sum(),
                                    each.lag().byPartition().size()));
        }
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder("%-38s".formatted(cells[0]));
        for (int i = 1; i < cells.length; i++) {
            line.append("%15s".formatted(cells[i]));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
