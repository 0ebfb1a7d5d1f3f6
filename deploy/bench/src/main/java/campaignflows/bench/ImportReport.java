package campaignflows.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results as a text. The module's README explains how to read it. */
final class ImportReport implements Report {
    private static final double LEAST_SECONDS_OF_OTHERS = 1;

    private final Options.Import options;
    private final String settings;
    private final int indexes;
    private final List<FileImport.Measured> imports = new ArrayList<>();
    private final List<Floor.Measured> floors = new ArrayList<>();
    private final Map<String, Map<String, Long>> peaks = new LinkedHashMap<>();
    private FileImport.@Nullable Measured again;
    private SingleCreates.@Nullable Latencies singles;
    private SingleCreates.@Nullable Latencies singlesAlone;

    ImportReport(Options.Import options, String settings, int indexes) {
        this.options = options;
        this.settings = settings;
        this.indexes = indexes;
    }

    void add(FileImport.Measured measured) {
        imports.add(measured);
    }

    void add(Floor.Measured measured) {
        floors.add(measured);
    }

    void addAgain(FileImport.Measured measured) {
        again = measured;
    }

    void peaks(String rows, Map<String, Long> megabytes) {
        peaks.put(rows, megabytes);
    }

    void singles(SingleCreates.Latencies during, SingleCreates.Latencies alone) {
        singles = during;
        singlesAlone = alone;
    }

    @Override
    public List<Figure> figures() {
        double floor = largestFloor();
        FileImport.Measured largest = imports.getLast();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("CSV rows imported, " + largest.what(), whole(largest.rowsPerSecond()) + " rows/s"));
        figures.add(new Figure("… to the floor", Figure.number(largest.rowsPerSecond() / floor, 2), "0.60"));
        figures.add(Figure.of("… processor time", Figure.number(largest.cpuPerMillion(), 0) + " s per million rows"));
        if (again != null) {
            figures.add(Figure.of("… again, to the floor", Figure.number(again.rowsPerSecond() / floor, 2)));
        }
        if (singlesAlone != null && singles != null) {
            figures.add(new Figure("Single create: response p50 / p99, idle", latencies(singlesAlone), "10 / 40 ms"));
            figures.add(new Figure(
                    "Single create: response p50 / p99, while a file is imported", latencies(singles), "p50 30 ms"));
        }
        return figures;
    }

    private static String latencies(SingleCreates.Latencies latencies) {
        return "%.0f / %.0f ms".formatted(latencies.p50(), latencies.p99());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%nImport, seed %d, %d processors, load averages at the end %s%n"
                .formatted(options.seed(), Runtime.getRuntime().availableProcessors(), Processes.load()));
        text.append("PostgreSQL: %s; %d indexes on customers and participants%n%n".formatted(settings, indexes));
        addFloors(text);
        addImports(text);
        addRatio(text);
        addProcessorTime(text);
        addPeaks(text);
        addSingles(text);
        addOthers(text);
        return text.toString();
    }

    private void addFloors(StringBuilder text) {
        text.append(line("Floor: COPY into the same tables", "seconds", "rows/s", "bare table rows/s"));
        for (Floor.Measured floor : floors) {
            text.append(line(
                    "  %,d rows".formatted(floor.rows()),
                    decimal(floor.seconds()),
                    whole(floor.rowsPerSecond()),
                    whole(floor.bareRowsPerSecond())));
        }
        text.append('\n');
    }

    private void addImports(StringBuilder text) {
        text.append(
                line("Import: POST to Completed", "seconds", "rows/s", "events rows/s", "us/row", "new/upd/failed"));
        List<FileImport.Measured> all = new ArrayList<>(imports);
        if (again != null) {
            all.add(again);
        }
        for (FileImport.Measured each : all) {
            text.append(line(
                    "  " + each.what(),
                    decimal(each.seconds()),
                    whole(each.rowsPerSecond()),
                    whole(each.eventsPerSecond()),
                    decimal(1e6 / each.rowsPerSecond()),
                    "%d/%d/%d"
                            .formatted(
                                    each.upload().created(),
                                    each.upload().updated(),
                                    each.upload().failed())));
        }
        text.append("  events rows/s: until the last of the rows' events is on the topic, read by a consumer\n\n");
    }

    private void addRatio(StringBuilder text) {
        double floor = largestFloor();
        FileImport.Measured largest = imports.getLast();
        text.append("RATIO to the floor (mean of both floors of that size): import %.2f, until its events %.2f"
                .formatted(largest.rowsPerSecond() / floor, largest.eventsPerSecond() / floor));
        if (again != null) {
            text.append(", again %.2f".formatted(again.rowsPerSecond() / floor));
        }
        text.append("   (at least 0.33 is required, 0.50 is the aim)\n\n");
    }

    private double largestFloor() {
        long most = floors.getLast().rows();
        return floors.stream()
                .filter(floor -> floor.rows() == most)
                .mapToDouble(Floor.Measured::rowsPerSecond)
                .average()
                .orElseThrow();
    }

    private void addProcessorTime(StringBuilder text) {
        FileImport.Measured largest = imports.getLast();
        text.append(line("Processor seconds per million rows", "import", again == null ? "" : "again"));
        largest.usage().seconds().forEach((name, seconds) -> {
            double perMillion = seconds * 1e6 / largest.upload().total();
            text.append(line(
                    "  " + name,
                    decimal(perMillion),
                    again == null
                            ? ""
                            : decimal(again.usage().seconds().getOrDefault(name, 0.0)
                                    * 1e6
                                    / again.upload().total())));
        });
        text.append(line(
                "  all of them",
                decimal(largest.cpuPerMillion()),
                again == null ? "" : decimal(again.cpuPerMillion())));
        text.append("  the floor: about %.1f, on one processor%n%n".formatted(1e6 / largestFloor()));
    }

    private void addPeaks(StringBuilder text) {
        List<String> head = new ArrayList<>(List.of("Peak of resident memory, MiB"));
        peaks.keySet().forEach(rows -> head.add(rows + " rows"));
        text.append(line(head.toArray(String[]::new)));
        peaks.values().iterator().next().keySet().forEach(name -> {
            List<String> cells = new ArrayList<>(List.of("  " + name));
            peaks.values().forEach(each -> cells.add(Long.toString(each.getOrDefault(name, 0L))));
            text.append(line(cells.toArray(String[]::new)));
        });
        text.append('\n');
    }

    private void addSingles(StringBuilder text) {
        if (singles != null && singlesAlone != null) {
            text.append("Single participants by API before it: p50 %.0f ms, p99 %.0f ms%n"
                    .formatted(singlesAlone.p50(), singlesAlone.p99()));
            text.append(
                    "Single participants by API during the largest import: %d, %d not created; p50 %.0f ms, p99 %.0f ms, max %.0f ms   (required: p50 < 50, p99 < 500)%n%n"
                            .formatted(
                                    singles.count(), singles.refused(), singles.p50(), singles.p99(), singles.max()));
        }
    }

    private void addOthers(StringBuilder text) {
        FileImport.Measured largest = imports.getLast();
        Processes.Usage usage = largest.usage();
        text.append(
                "What else ran during the largest import: %.0f of %.0f busy processor seconds were not of this system"
                        .formatted(Math.max(0, usage.busy() - usage.total()), usage.busy()));
        usage.others().entrySet().stream()
                .filter(other -> other.getValue() >= LEAST_SECONDS_OF_OTHERS)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(5)
                .forEach(other -> text.append("; %s %.0f s".formatted(other.getKey(), other.getValue())));
        text.append("; load averages then ").append(largest.load()).append('\n');
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder("%-38s".formatted(cells[0]));
        for (int i = 1; i < cells.length; i++) {
            line.append("%19s".formatted(cells[i]));
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
