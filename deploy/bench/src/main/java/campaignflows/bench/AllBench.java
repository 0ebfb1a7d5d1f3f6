package campaignflows.bench;

import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Runs the benches one after the other and writes what they found into {@code deploy/bench/results.md}. */
final class AllBench {
    private final Options.All options;
    private final Clock clock;
    private final List<Figure> figures = new ArrayList<>();
    private final StringBuilder texts = new StringBuilder();

    AllBench(Options.All options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Measures each by its own system. */
    interface Runner {
        Report run(Options options) throws IOException, SQLException;
    }

    /** Where the results are. */
    Path measure(Runner runner) throws IOException, SQLException {
        String load = Processes.load();
        figures.addAll(new StartBench().measure());
        for (Options each : List.of(options.imports(), options.walks(), options.sends(), options.inbound())) {
            Report report = runner.run(each);
            figures.addAll(report.figures());
            texts.append(report);
        }
        Path file = LocalSystem.repository().resolve("deploy/bench/results.md");
        Files.writeString(file, markdown(load));
        return file;
    }

    private String markdown(String loadBefore) throws IOException {
        StringBuilder text = new StringBuilder("# Results\n\n");
        text.append("Written by `deploy/bench/run all` on %s: %s. Load averages before it %s, after it %s.\n\n"
                .formatted(LocalDate.now(clock), Machine.text(), loadBefore, Processes.load()));
        text.append("| | Measured | Aim |\n| --- | --- | --- |\n");
        for (Figure figure : figures) {
            text.append("| %s | %s | %s |\n".formatted(figure.what(), figure.value(), figure.aim()));
        }
        return text.append("\n```text").append(texts).append("```\n").toString();
    }
}
