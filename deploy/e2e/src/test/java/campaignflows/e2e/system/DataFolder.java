package campaignflows.e2e.system;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** The data folder of {@code deploy/up}, and the files in it that people and scripts may rely on. */
record DataFolder(Path root) {
    private static final int TAIL_LINES = 60;

    /** Where what {@code deploy/up} prints is kept: beside the folder, which is not ours to write into. */
    Path output() {
        return root.resolveSibling(root.getFileName() + ".out");
    }

    String secret(String file) {
        return lines(root.resolve(file)).getFirst();
    }

    String secretOf(String name) {
        return lines(root.resolve("secrets")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a secret named " + name));
    }

    /** A value of a file of names and values. */
    String property(String file, String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(root.resolve(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty(name), name);
    }

    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String line : lines(root.resolve("pids"))) {
            String[] parts = line.split(" ", 2);
            pids.put(parts[0], Long.parseLong(parts[1]));
        }
        return pids;
    }

    Map<String, URI> endpoints() {
        Map<String, URI> endpoints = new LinkedHashMap<>();
        for (String line : lines(root.resolve("endpoints"))) {
            String[] parts = line.split(" ", 2);
            endpoints.put(parts[0], URI.create(parts[1].contains("://") ? parts[1] : "tcp://" + parts[1]));
        }
        return endpoints;
    }

    void printTails() {
        List<Path> files = new ArrayList<>(List.of(output()));
        if (Files.isDirectory(root.resolve("logs"))) {
            try (var logs = Files.list(root.resolve("logs"))) {
                logs.sorted().forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (Path file : files) {
            List<String> lines = lines(file);
            System.out.println("e2e: ---- end of " + file);
            lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).forEach(System.out::println);
        }
    }

    /** With the temporary folder that it is in. */
    void delete() {
        try (Stream<Path> all = Files.walk(root.getParent())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
