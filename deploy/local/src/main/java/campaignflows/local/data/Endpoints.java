package campaignflows.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The file {@code endpoints}: a line {@code name address} for everything that listens, for people and for scripts. */
public final class Endpoints {
    private static final String LAUNCHER = "launcher";

    private final Map<String, String> addresses = new LinkedHashMap<>();

    public Endpoints(PortBlock block) {
        put(LAUNCHER, Loopback.HOST + ":" + block.base());
    }

    public void put(String name, String address) {
        addresses.put(name, address);
    }

    public void writeTo(Path file) {
        StringBuilder text = new StringBuilder();
        addresses.forEach(
                (name, address) -> text.append(name).append(' ').append(address).append('\n'));
        PrivateFiles.write(file, text.toString());
    }

    /** The address that a file of a run has for this name. */
    public static Optional<String> read(Path file, String name) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** The first port of the block that an earlier run had, if its file is there and readable. */
    public static OptionalInt earlierBlock(Path file) {
        if (Files.notExists(file)) {
            return OptionalInt.empty();
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String digits = line.startsWith(LAUNCHER + " ") ? line.substring(line.lastIndexOf(':') + 1) : "";
                if (digits.matches("[0-9]{1,5}")) {
                    return withinRange(Integer.parseInt(digits));
                }
            }
            return OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static OptionalInt withinRange(int base) {
        boolean usable = base >= PortBlock.FIRST && base + PortBlock.SIZE <= PortBlock.LAST;
        return usable ? OptionalInt.of(base) : OptionalInt.empty();
    }
}
