package campaignflows.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the processes of the system, and all others, have used of the machine, from Linux' {@code /proc}. PostgreSQL counts
 * with all its backends, those that have ended too.
 */
public final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final String THIS = "this bench";
    /** USER_HZ; 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final Map<String, Long> pids;

    public Processes(Map<String, Long> pids) {
        this.pids = new LinkedHashMap<>(pids);
        this.pids.put(THIS, ProcessHandle.current().pid());
    }

    /**
     * Used so far.
     *
     * @param seconds of processor time, by process of the system
     * @param others  of processor time, by name of the program, all other processes that live
     * @param busy    of processor time, of the whole machine
     */
    public record Usage(Map<String, Double> seconds, Map<String, Double> others, double busy) {

        /** What was used since the earlier moment. */
        public Usage since(Usage earlier) {
            return new Usage(
                    difference(seconds, earlier.seconds), difference(others, earlier.others), busy - earlier.busy);
        }

        public double total() {
            return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        private static Map<String, Double> difference(Map<String, Double> now, Map<String, Double> before) {
            Map<String, Double> difference = new LinkedHashMap<>();
            now.forEach((name, used) -> difference.put(name, used - before.getOrDefault(name, 0.0)));
            return difference;
        }
    }

    /** Counts another process from now on. */
    public void add(String name, long pid) {
        pids.put(name, pid);
    }

    private record Stat(long pid, long parent, String name, double own, double ofChildren) {}

    boolean areVisible() {
        return Files.isReadable(PROC.resolve("stat"));
    }

    public Usage usage() {
        if (!areVisible()) {
            return new Usage(Map.of(), Map.of(), 0);
        }
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Double> others = new TreeMap<>();
        pids.keySet().forEach(name -> seconds.put(name, 0.0));
        for (Stat stat : all()) {
            String ours = nameOf(stat);
            if (ours == null) {
                others.merge(stat.name(), stat.own(), Double::sum);
            } else {
                boolean reaps = ours.equals("postgres") && stat.pid() == pids.getOrDefault("postgres", -1L);
                seconds.merge(ours, stat.own() + (reaps ? stat.ofChildren() : 0), Double::sum);
            }
        }
        return new Usage(seconds, others, busy());
    }

    /** Forgets the peaks of memory so far, where the system allows it. */
    void forgetPeaks() {
        pids.values().forEach(pid -> {
            try {
                Files.writeString(PROC.resolve(pid + "/clear_refs"), "5");
            } catch (IOException e) {
                // The peaks are those since the start, then.
            }
        });
    }

    /** Peak of resident memory in MiB, by process of the system, since the start or {@link #forgetPeaks}. */
    Map<String, Long> peaks() {
        Map<String, Long> peaks = new LinkedHashMap<>();
        pids.forEach((name, pid) -> lines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .ifPresent(line -> peaks.put(name, Long.parseLong(line.replaceAll("\\D", "")) / 1024)));
        return peaks;
    }

    /**
     * Memory in MiB, by process of the system: pages that several processes share count once, in equal parts. PostgreSQL counts with
     * all its backends.
     */
    Map<String, Double> memory() {
        Map<String, Double> memory = new LinkedHashMap<>();
        for (Stat stat : all()) {
            String ours = nameOf(stat);
            if (ours != null) {
                memory.merge(ours, proportionalMebibytes(stat.pid()), Double::sum);
            }
        }
        memory.remove(THIS);
        return memory;
    }

    private static double proportionalMebibytes(long pid) {
        return lines(PROC.resolve(pid + "/smaps_rollup")).stream()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    /** Load averages of 1, 5 and 15 minutes, as text. */
    public static String load() {
        List<String> lines = lines(PROC.resolve("loadavg"));
        return lines.isEmpty() ? "unknown" : lines.getFirst().replaceFirst("(\\S+ \\S+ \\S+).*", "$1");
    }

    private @org.jspecify.annotations.Nullable String nameOf(Stat stat) {
        for (Map.Entry<String, Long> known : pids.entrySet()) {
            boolean backend = known.getKey().equals("postgres") && stat.parent() == known.getValue();
            if (stat.pid() == known.getValue() || backend) {
                return known.getKey();
            }
        }
        return null;
    }

    private static List<Stat> all() {
        List<Stat> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(PROC)) {
            folders.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .forEach(folder ->
                            lines(folder.resolve("stat")).stream().findFirst().ifPresent(line -> all.add(stat(line))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** The name stands in parentheses and may hold anything; the fields after it are separated by spaces. */
    private static Stat stat(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] fields = line.substring(close + 2).split(" ", -1);
        return new Stat(
                Long.parseLong(line.substring(0, open).strip()),
                Long.parseLong(fields[1]),
                line.substring(open + 1, close),
                ticks(fields[11]) + ticks(fields[12]),
                ticks(fields[13]) + ticks(fields[14]));
    }

    private static double busy() {
        String[] fields = lines(PROC.resolve("stat")).getFirst().split(" +", -1);
        // user nice system idle iowait irq softirq
        return ticks(fields[1]) + ticks(fields[2]) + ticks(fields[3]) + ticks(fields[6]) + ticks(fields[7]);
    }

    private static double ticks(String field) {
        return Long.parseLong(field) / TICKS_PER_SECOND;
    }

    /** None if the process has just ended. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
