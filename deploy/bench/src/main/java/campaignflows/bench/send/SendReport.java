package campaignflows.bench.send;

import campaignflows.bench.Figure;
import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.bench.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was found, as a text for people. The README tells how to read it. */
public final class SendReport implements Report {
    private final Options.Send options;
    private final List<Throughput> throughputs = new ArrayList<>();
    private final Map<String, List<Long>> latencies = new LinkedHashMap<>();

    SendReport(Options.Send options) {
        this.options = options;
    }

    /**
     * One provider.
     *
     * @param repeated addresses that got more than one message
     * @param seconds  from the moment at which all were due to the last that the provider took
     * @param stored   until the last outcome was stored
     * @param usage    of processor time, until the last outcome was stored
     * @param floor    messages a second of the bare sender
     */
    record Throughput(
            String what,
            int messages,
            long repeated,
            double seconds,
            double stored,
            Processes.Usage usage,
            double floor,
            String load) {
        double perSecond() {
            return messages / seconds;
        }
    }

    void add(Throughput each) {
        throughputs.add(each);
    }

    void latency(String what, List<Long> nanos) {
        latencies.put(what, nanos.stream().sorted().toList());
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Throughput each : throughputs) {
            boolean mails = each.what().equals("Email");
            figures.add(new Figure(
                    each.what() + " sent", decimal(each.perSecond()) + " messages/s", mails ? "1,000 messages/s" : ""));
            figures.add(new Figure(
                    "… processor time",
                    millis(each.usage().total(), each.messages()) + " ms a message",
                    mails ? "1.50 ms a message" : ""));
        }
        latencies.forEach((what, nanos) -> figures.add(new Figure(
                "Single create → provider, idle, p50 / p99: " + what,
                "%.0f / %.0f ms".formatted(rank(nanos, 0.5), rank(nanos, 0.99)),
                what.equals("Email") ? "40 / 120 ms" : "")));
        return figures;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%nSend, %,d messages each, %d processors%n%n"
                .formatted(options.messages(), Runtime.getRuntime().availableProcessors()));
        text.append(line("Sending", "messages", "seconds", "messages/s", "stored s", "repeated", "load"));
        for (Throughput each : throughputs) {
            text.append(line(
                    "  " + each.what(),
                    "%,d".formatted(each.messages()),
                    decimal(each.seconds()),
                    decimal(each.perSecond()),
                    decimal(each.stored()),
                    Long.toString(each.repeated()),
                    each.load()));
        }
        text.append('\n');
        for (Throughput each : throughputs) {
            text.append("RATIO %s: %.3f of the bare sender's %,.0f messages/s%n"
                    .formatted(each.what(), each.perSecond() / each.floor(), each.floor()));
        }
        addProcessorTime(text);
        text.append(line("From API call to provider, ms", "messages", "p50", "p90", "p99", "max"));
        latencies.forEach((what, nanos) -> text.append(line(
                "  " + what,
                Integer.toString(nanos.size()),
                decimal(rank(nanos, 0.5)),
                decimal(rank(nanos, 0.9)),
                decimal(rank(nanos, 0.99)),
                decimal(rank(nanos, 1)))));
        return text.toString();
    }

    private void addProcessorTime(StringBuilder text) {
        List<String> head = new ArrayList<>(List.of("Processor time, ms per message"));
        Set<String> names = new TreeSet<>();
        throughputs.forEach(each -> {
            head.add(each.what());
            names.addAll(each.usage().seconds().keySet());
        });
        text.append('\n').append(line(head.toArray(String[]::new)));
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of("  " + name));
            throughputs.forEach(
                    each -> cells.add(millis(each.usage().seconds().getOrDefault(name, 0.0), each.messages())));
            text.append(line(cells.toArray(String[]::new)));
        }
        List<String> all = new ArrayList<>(List.of("  all of them"));
        List<String> rest = new ArrayList<>(List.of("  the rest of the machine, seconds"));
        for (Throughput each : throughputs) {
            all.add(millis(each.usage().total(), each.messages()));
            rest.add(decimal(Math.max(0, each.usage().busy() - each.usage().total())));
        }
        text.append(line(all.toArray(String[]::new)))
                .append(line(rest.toArray(String[]::new)))
                .append('\n');
    }

    /** The smallest that this part of them does not exceed, in milliseconds. */
    private static double rank(List<Long> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    private static String millis(double seconds, int messages) {
        return String.format(Locale.ROOT, "%.2f", seconds * 1e3 / messages);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder("%-34s".formatted(cells[0]));
        for (int i = 1; i < cells.length; i++) {
            line.append("%16s".formatted(cells[i]));
        }
        return line.toString().stripTrailing() + "\n";
    }
}
