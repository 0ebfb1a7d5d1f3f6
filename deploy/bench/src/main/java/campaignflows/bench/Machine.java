package campaignflows.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine in a few words. */
final class Machine {
    private Machine() {}

    static String text() throws IOException {
        return "%d processors%s, %s MiB of memory, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        first("/proc/cpuinfo", "model name")
                                .map(model -> " (" + model + ")")
                                .orElse(""),
                        first("/proc/meminfo", "MemTotal")
                                .map(total -> "%,d".formatted(Long.parseLong(total.replaceAll("\\D", "")) / 1024))
                                .orElse("unknown"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static Optional<String> first(String file, String name) throws IOException {
        if (!Files.isReadable(Path.of(file))) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        }
    }
}
