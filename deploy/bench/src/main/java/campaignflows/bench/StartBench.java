package campaignflows.bench;

import campaignflows.e2e.system.LocalSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the system takes from {@code deploy/up} until it is ready, on a fresh folder and again on the same one, and how much memory
 * it has then. It is started once before, so that nothing is built while it is measured.
 */
final class StartBench {
    private static final long REST_SECONDS = 10;

    List<Figure> measure() {
        try (LocalSystem built = LocalSystem.startFresh()) {
            built.stop();
        }
        List<Figure> figures = new ArrayList<>();
        Path data;
        try (LocalSystem fresh = LocalSystem.startFresh()) {
            data = fresh.data();
            figures.add(start("Start to ready, fresh", fresh, "15 s"));
            figures.addAll(memory(fresh));
            fresh.keepData();
        }
        try (LocalSystem again = LocalSystem.startOnTemporary(data)) {
            figures.add(1, start("Start to ready, again", again, "10 s"));
        }
        return figures;
    }

    private static Figure start(String what, LocalSystem system, String aim) {
        return new Figure(what, Figure.number(system.readyAfter().toMillis() / 1e3, 1) + " s", aim);
    }

    private static List<Figure> memory(LocalSystem system) {
        rest();
        Map<String, Double> memory = new Processes(system.pids()).memory();
        List<Figure> figures = new ArrayList<>();
        double all = memory.values().stream().mapToDouble(Double::doubleValue).sum();
        figures.add(new Figure("Memory when ready, whole system", Figure.number(all, 0) + " MiB", "1,024 MiB"));
        memory.forEach((name, mebibytes) ->
                figures.add(Figure.of("Memory when ready, " + name, Figure.number(mebibytes, 0) + " MiB")));
        return figures;
    }

    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(REST_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
