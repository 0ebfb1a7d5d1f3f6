package campaignflows.bench;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Imports files of growing size into campaigns of their own, each with its floor right after it; the largest one while
 * single participants are created by API, and once more, when all of its rows match.
 */
final class ImportBench {
    private static final int SMALLEST = 10_000;

    private final LocalSystem system;
    private final Options.Import options;
    private final Api api;
    private final Processes processes;
    private final FileImport imports;

    ImportBench(LocalSystem system, Options.Import options) {
        this.system = system;
        this.options = options;
        this.api = system.admin();
        this.processes = new Processes(system.pids());
        this.imports = new FileImport(system.endpoint("kafka").getAuthority(), processes);
    }

    ImportReport measure() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("campaign-flows-bench-");
        String server = system.endpoint("postgres").getAuthority();
        try (Floor floor = new Floor(server, system.secret("postgres-password"), folder)) {
            ImportReport report = new ImportReport(options, floor.settings(), floor.indexes());
            List<Integer> sizes = sizes(options.rows());
            for (int set = 0; set < sizes.size(); set++) {
                measure(sizes.get(set), set, set == sizes.size() - 1, floor, folder, report);
            }
            return report;
        } finally {
            delete(folder);
        }
    }

    private void measure(int rows, int set, boolean last, Floor floor, Path folder, ImportReport report)
            throws IOException, SQLException {
        Path file = folder.resolve("people-" + rows + ".csv");
        new CustomerRows(options.seed(), set).write(file, rows);
        Campaign campaign = campaign("Bench " + rows);
        String what = "%,d rows".formatted(rows) + (set == 0 ? ", first after the start" : "");
        say("importing " + what);
        floor.settle();
        processes.forgetPeaks();
        if (last) {
            try (SingleCreates singles =
                    new SingleCreates(api, campaign("Bench singles").id())) {
                report.add(imports.run(what, campaign, file));
                report.singles(singles.latencies(), singles.latenciesAlone());
            }
        } else {
            report.add(imports.run(what, campaign, file));
        }
        report.peaks("%,d".formatted(rows), processes.peaks());
        say("measuring the floor of " + what);
        floor.unload(campaign.id());
        report.add(floor.load());
        if (last) {
            say("importing the same file again");
            floor.settle();
            report.addAgain(imports.run("%,d rows again".formatted(rows), campaign, file));
            say("measuring the floor again");
            report.add(floor.load());
        }
        Files.delete(file);
    }

    /** The powers of ten from the smallest on, and last what was asked for. */
    static List<Integer> sizes(int rows) {
        List<Integer> sizes = new ArrayList<>();
        for (long size = SMALLEST; size < rows; size *= 10) {
            sizes.add((int) size);
        }
        sizes.add(rows);
        return sizes;
    }

    private Campaign campaign(String name) {
        Campaign campaign = Campaign.create(api, name);
        field(campaign, "city", "string", "customer", List.of());
        field(campaign, "due_date", "date", "participant", List.of());
        field(campaign, "amount", "numeric", "participant", List.of());
        field(campaign, "segment", "enumeration", "participant", CustomerRows.SEGMENTS);
        return campaign;
    }

    private void field(Campaign campaign, String name, String type, String level, List<String> values) {
        Map<String, Object> field =
                new LinkedHashMap<>(Map.of("name", name, "title", name, "type", type, "level", level, "import", true));
        if (!values.isEmpty()) {
            field.put("values", values);
        }
        api.post(campaign.path() + "/fields", field);
    }

    private static void say(String what) {
        System.out.println(what + " ...");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
