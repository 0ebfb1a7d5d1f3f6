package campaignflows.bench.walk;

import campaignflows.bench.CustomerRows;
import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Has backlogs of the same size walked by one engine and by several, each with participants of its own, and measures the
 * floors right after the first and after the last.
 */
public final class WalkBench {
    private static final Duration IMPORT_LIMIT = Duration.ofMinutes(15);
    private static final Duration LAG_LIMIT = Duration.ofSeconds(30);
    private static final int DAYS_OF_DUE_DATES = 700;

    private final LocalSystem system;
    private final Options.Walk options;
    private final Processes processes;

    public WalkBench(LocalSystem system, Options.Walk options) {
        this.system = system;
        this.options = options;
        this.processes = new Processes(system.pids());
    }

    /** The report. */
    public WalkReport measure() throws IOException, SQLException {
        JsonNode tenant = system.admin().get("/api/v1/tenant");
        Campaign campaign = WalkCampaign.create(system.admin());
        importPeople(campaign);
        campaign.start();
        String postgres = system.endpoint("postgres").getAuthority();
        String kafka = system.endpoint("kafka").getAuthority();
        try (ParticipantDatabase database = new ParticipantDatabase(postgres, system.secret("postgres-password"));
                Broker broker = new Broker(kafka);
                PausedProcesses others = new PausedProcesses(system.pids());
                Backlog backlog = new Backlog(
                        kafka,
                        UUID.fromString(tenant.path("id").asText()),
                        campaign.id(),
                        campaign.get().path("run").asInt());
                Engines engines = new Engines(
                        Objects.requireNonNull(system.pids().get(Engines.NAME)),
                        system.endpoint(Engines.NAME + "-management"),
                        system.data().resolve("logs"),
                        broker,
                        processes)) {
            BenchParticipants participants = database.participants(campaign.id());
            Await.until(
                    "the events of the import passed over", IMPORT_LIMIT, () -> isDone(database, broker), done -> done);
            if (!options.all()) {
                others.hold();
            }
            return measure(
                    new WalkRun(broker, database, processes, backlog, participants),
                    new WalkFloor(broker, database, processes),
                    engines,
                    new WalkReport(options, settings(database)));
        }
    }

    private WalkReport measure(WalkRun runs, WalkFloor floors, Engines engines, WalkReport report)
            throws IOException, SQLException {
        int events = runs.left() / backlogs();
        for (int i = 0; i < options.replicas().size(); i++) {
            int replicas = options.replicas().get(i);
            List<Integer> shares = engines.have(replicas);
            say("warming up with " + replicas + " of the engine");
            for (int warmUp = 0; warmUp < warmUps(replicas); warmUp++) {
                runs.measure(events);
            }
            say("measuring " + replicas + " of the engine");
            WalkRun.Measured run = runs.measure(events);
            Engines.Lag lag = Await.until(
                    "a lag of 0 from each partition",
                    LAG_LIMIT,
                    engines::lag,
                    each -> each.reports() == Broker.PARTITIONS && each.sum() == 0);
            report.add(new WalkReport.Walked(replicas, shares, run, lag));
            if (i == 0 || i == options.replicas().size() - 1) {
                say("measuring the floors");
                addFloors(floors, run, i == 0, report);
            }
        }
        return report;
    }

    /**
     * How many backlogs are walked before one is measured: an engine that was added walks one by itself, and three make the
     * compilers of all processes rest, this bench's among them, which the floors after the measurement would have to themselves.
     */
    private static int warmUps(int replicas) {
        return Math.max(3, replicas);
    }

    private int backlogs() {
        return options.replicas().stream()
                .mapToInt(replicas -> warmUps(replicas) + 1)
                .sum();
    }

    private static void addFloors(WalkFloor floors, WalkRun.Measured run, boolean first, WalkReport report)
            throws SQLException {
        if (first) {
            // Its code is compiled by then, as the engine's is.
            floors.measure(run, true, 2);
        }
        for (int loops = 1; loops <= 2; loops++) {
            report.addBare(floors.measure(run, false, loops));
            report.addWithDatabase(floors.measure(run, true, loops));
        }
    }

    private void importPeople(Campaign campaign) throws IOException {
        int rows = options.events() * backlogs();
        say("importing %,d people".formatted(rows));
        Path file = Files.createTempFile("campaign-flows-bench-", ".csv");
        try {
            LocalDate firstDue = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(DAYS_OF_DUE_DATES / 2);
            new CustomerRows(options.seed(), 0, firstDue).write(file, rows);
            UUID upload = campaign.beginUpload("people.csv", BodyPublishers.ofFile(file))
                    .id();
            Await.until(
                    "the end of the upload", IMPORT_LIMIT, () -> campaign.upload(upload), Campaign.Upload::hasEnded);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isDone(ParticipantDatabase database, Broker broker) {
        try {
            return database.isDone(broker.ends(Broker.EVENTS));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String settings(ParticipantDatabase database) throws SQLException {
        return database.text("""
                select string_agg(name || ' ' || current_setting(name), ', ' order by name) from pg_settings
                 where name in ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size')""");
    }

    private static void say(String what) {
        System.out.println(what + " ...");
    }
}
