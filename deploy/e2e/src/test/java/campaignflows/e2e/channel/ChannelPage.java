package campaignflows.e2e.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A page of communication-service, whose commands are run as they are written, but for what everybody has to replace. */
final class ChannelPage {
    private static final Path FOLDER = Path.of("../../communication-service/docs/channels");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final String text;

    private ChannelPage(String text) {
        this.text = text;
    }

    static ChannelPage of(String name) {
        try {
            return new ChannelPage(Files.readString(FOLDER.resolve(name + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of code in this language, in order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** A block with what everybody has to replace, each followed by what it becomes; each must be there. */
    static String filled(String block, String... replaced) {
        String filled = block;
        for (int i = 0; i < replaced.length; i += 2) {
            if (!filled.contains(replaced[i])) {
                throw new AssertionError("Expected " + replaced[i] + " in " + filled);
            }
            filled = filled.replace(replaced[i], replaced[i + 1]);
        }
        return filled;
    }

    /** What the commands print. */
    static String run(String commands, Map<String, String> environment, String input) {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands);
        shell.environment().putAll(environment);
        shell.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = shell.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError("Expected the commands to work, but they ended with " + status + ": "
                        + commands + "\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
