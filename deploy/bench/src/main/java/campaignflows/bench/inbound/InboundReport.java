package campaignflows.bench.inbound;

import campaignflows.bench.Figure;
import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.bench.Report;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What was found, as a text for people. The README tells how to read it.
 *
 * @param said    messages of the flood that stand in sessions
 * @param drained seconds from the first call until nothing was left to carry on
 * @param backlog the most messages that waited, looked for once a second
 * @param idle    of the other tenant, before the flood
 * @param flooded of the other tenant, during the flood
 * @param usage   of processor time, until nothing was left to carry on
 */
public record InboundReport(
        Options.Inbound options,
        Flood.Result flood,
        long said,
        double drained,
        long backlog,
        Probe.Delays idle,
        Probe.Delays flooded,
        Processes.Usage usage,
        String load)
        implements Report {

    @Override
    public List<Figure> figures() {
        List<Long> waits = flooded.handled().stream().sorted().toList();
        return List.of(
                new Figure(
                        "Messages of contacts, of %,d/s".formatted(options.rate()),
                        decimal(flood.accepted() / flood.seconds()) + " messages/s",
                        "%,d messages/s".formatted(options.rate())),
                new Figure(
                        "… another tenant's wait for its session, p50 / p99",
                        "%.0f / %.0f ms".formatted(rank(waits, 0.5), rank(waits, 0.99)),
                        "p99 1,000 ms"));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "%nInbound, %,d messages/s of one tenant for %d s, 1 a second of another, %d processors%n%n"
                        .formatted(
                                options.rate(),
                                options.seconds(),
                                Runtime.getRuntime().availableProcessors()));
        text.append(line("The flood", "accepted", "refused", "accepted/s", "carried on/s", "most waiting", "load"))
                .append(line(
                        "",
                        "%,d".formatted(flood.accepted()),
                        "%,d".formatted(flood.refused()),
                        decimal(flood.accepted() / flood.seconds()),
                        decimal(said / drained),
                        "%,d".formatted(backlog),
                        load))
                .append('\n')
                .append("RATE %.3f of the %,d messages/s aimed at were accepted, %.3f carried on; %s%n%n"
                        .formatted(
                                flood.accepted() / flood.seconds() / options.rate(),
                                options.rate(),
                                said / drained / options.rate(),
                                said == flood.accepted()
                                        ? "each stands in its session once"
                                        : "%,d stand in sessions, which is WRONG".formatted(said)));
        text.append(line("The other tenant, ms", "messages", "p50", "p90", "p99", "max"))
                .append(delays("  call to response, before", idle.answered()))
                .append(delays("  call to response, flooded", flooded.answered()))
                .append(delays("  response to session, before", idle.handled()))
                .append(delays("  response to session, flooded", flooded.handled()))
                .append('\n');
        text.append(line("Processor time, ms per message", "flooded"));
        for (String name : new TreeSet<>(usage.seconds().keySet())) {
            text.append(line("  " + name, millis(usage.seconds().getOrDefault(name, 0.0))));
        }
        text.append(line("  all of them", millis(usage.total())))
                .append(line("  the rest of the machine, seconds", decimal(Math.max(0, usage.busy() - usage.total()))));
        return text.append('\n').toString();
    }

    private static String delays(String what, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return line(
                what,
                Integer.toString(sorted.size()),
                decimal(rank(sorted, 0.5)),
                decimal(rank(sorted, 0.9)),
                decimal(rank(sorted, 0.99)),
                decimal(rank(sorted, 1)));
    }

    /** The smallest that this part of them does not exceed, in milliseconds. */
    private static double rank(List<Long> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    private String millis(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds * 1e3 / Math.max(1, said));
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
