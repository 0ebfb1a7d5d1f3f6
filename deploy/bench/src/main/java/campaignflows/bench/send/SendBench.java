package campaignflows.bench.send;

import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.provider.Deliveries;
import campaignflows.e2e.provider.SmtpSink;
import campaignflows.e2e.provider.TelegramServer;
import campaignflows.e2e.system.LocalSystem;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Plans mails and Telegram messages for another year, lets them become due all at once, and measures their way to local
 * servers; before and after each the same servers are sent to by {@link BareSender}. Then one person at a time is added to a
 * campaign that writes at once, while nothing else is asked of the system.
 */
public final class SendBench implements AutoCloseable {
    private static final int WARM_UP = 2_000;
    private static final int FLOOR = 20_000;
    private static final int SINGLES = 200;
    private static final int SINGLES_UNCOUNTED = 100;
    private static final long PAUSE_MILLIS = 150;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Map<String, Object> LATER = Map.of("base", Map.of("kind", "now"), "offset_days", 365);
    private static final Map<String, Object> NOW = Map.of("base", Map.of("kind", "now"));
    private static final String TEXT = """
            Dear {{ customer.name }},

            your payment is due. Please see to it in time: whoever pays later pays more.

            Your friends at the bench
            """;

    private final Options.Send options;
    private final SmtpSink mails = new SmtpSink();
    private final TelegramServer telegrams = new TelegramServer();

    public SendBench(Options.Send options) {
        this.options = options;
    }

    /** What the system must be started with, so that it writes to the servers of this bench. */
    public Map<String, String> environment() {
        return Map.of(
                "CAMPAIGNFLOWS_COMMUNICATION_TELEGRAM_API", telegrams.api().toString());
    }

    public SendReport measure(LocalSystem system) throws SQLException {
        Api api = system.admin();
        Processes processes = new Processes(system.pids());
        try (CommunicationDatabase database = new CommunicationDatabase(
                system.endpoint("postgres").getAuthority(), system.secret("postgres-password"))) {
            SendReport report = new SendReport(options);
            Sender mail = sender(
                    api,
                    "email",
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            mails.port(),
                            "security",
                            "none",
                            "from",
                            "Bench <bench@example.com>"));
            Sender telegram = sender(api, "telegram", Map.of());
            BareSender smtp = new BareSender(mails.port(), TEXT);
            BareSender http = new BareSender(telegrams.port(), TEXT);
            report.add(throughput(
                    "Email",
                    planned(api, "Mails", "email", mail, LATER),
                    mails.deliveries(),
                    smtp::mails,
                    processes,
                    database));
            report.add(throughput(
                    "Telegram",
                    planned(api, "Telegrams", "telegram", telegram, LATER),
                    telegrams.deliveries(),
                    http::telegrams,
                    processes,
                    database));
            report.latency("Email", latency(api, planned(api, "Mail at once", "email", mail, NOW), "email"));
            report.latency(
                    "Telegram", latency(api, planned(api, "Telegram at once", "telegram", telegram, NOW), "telegram"));
            return report;
        }
    }

    private static Sender sender(Api api, String type, Map<String, Object> settings) {
        Map<String, Object> channel =
                new java.util.LinkedHashMap<>(Map.of("name", "Bench " + type, "type", type, "rate_per_second", 10_000));
        if (type.equals("telegram")) {
            channel.put("credentials", Map.of("bot_token", "123456:bench-bench-bench-bench-bench-bench"));
        } else {
            channel.put("settings", settings);
        }
        String channelId = api.post("/api/v1/channels", channel).path("id").asText();
        String agentId = api.post(
                        "/api/v1/agents",
                        Map.of("name", "Bench " + type, "kind", "message", "channel_ids", List.of(channelId)))
                .path("id")
                .asText();
        return new Sender(agentId, channelId);
    }

    private static Campaign planned(Api api, String name, String type, Sender sender, Map<String, Object> when) {
        Map<String, Object> more = type.equals("email")
                ? Map.of("subject", "Your payment", "body", TEXT, "when", when)
                : Map.of("body", TEXT, "when", when);
        return Campaign.create(api, name)
                .activeFlow(new FlowDraft("Write")
                        .node("created", "participant_created")
                        .communication("write", type + "_communication", "WRITE", sender, more)
                        .line("created", "write"))
                .start();
    }

    private interface Floor {
        double perSecond(int count);
    }

    private SendReport.Throughput throughput(
            String what,
            Campaign campaign,
            Deliveries taken,
            Floor floor,
            Processes processes,
            CommunicationDatabase database)
            throws SQLException {
        int all = WARM_UP + options.messages();
        say("planning %,d messages: %s".formatted(all, what));
        UUID upload = campaign.beginUpload("people.csv", BodyPublishers.ofString(people(what, all)))
                .id();
        Await.until("the end of the upload", LIMIT, () -> campaign.upload(upload), Campaign.Upload::hasEnded);
        Await.until("all are planned", LIMIT, () -> database.count(campaign.id(), "planned"), count -> count == all);
        say("warming up");
        send(campaign, WARM_UP, WARM_UP, taken, database);
        double before = floor.perSecond(FLOOR);
        database.settle();
        say("sending");
        int untilNow = taken.total();
        Processes.Usage usage = processes.usage();
        long since = System.nanoTime();
        send(campaign, options.messages(), all, taken, database);
        double stored = (System.nanoTime() - since) / 1e9;
        Processes.Usage used = processes.usage().since(usage);
        double seconds = (taken.lastNanos() - since) / 1e9;
        int messages = taken.total() - untilNow;
        String load = Processes.load();
        double after = floor.perSecond(FLOOR);
        return new SendReport.Throughput(
                what, messages, taken.repeated(), seconds, stored, used, (before + after) / 2, load);
    }

    /** Returns when all of them are taken and it is stored. */
    private static void send(
            Campaign campaign, int due, int delivered, Deliveries taken, CommunicationDatabase database)
            throws SQLException {
        int goal = taken.total() + due;
        database.makeDue(campaign.id(), due);
        Await.until("all are taken", LIMIT, taken::total, count -> count >= goal);
        Await.until(
                "all outcomes are stored",
                LIMIT,
                () -> database.count(campaign.id(), "delivered"),
                count -> count >= delivered);
    }

    private static String people(String what, int count) {
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "email", "telegram_id"));
        for (int i = 1; i <= count; i++) {
            String id = what.toLowerCase(java.util.Locale.ROOT) + "-" + i;
            csv.append(Csv.line(id, "Person " + i, id + "@bench.example", chat(what, i)));
        }
        return csv.toString();
    }

    private static String chat(String what, int number) {
        return Long.toString(what.length() * 100_000_000L + number);
    }

    /** From the call of the API to the provider, in nanoseconds. */
    private List<Long> latency(Api api, Campaign campaign, String type) {
        say("latency of single messages: " + type);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < SINGLES_UNCOUNTED + SINGLES; i++) {
            pause();
            String id = "single-" + type + "-" + i;
            String chat = chat("single", i + (type.equals("email") ? 0 : 1_000_000));
            Map<String, Object> person = Map.of(
                    "attributes",
                    Map.of("external_id", id, "name", "Ann", "email", id + "@bench.example", "telegram_id", chat));
            Deliveries taken = type.equals("email") ? mails.deliveries() : telegrams.deliveries();
            String address = type.equals("email") ? id + "@bench.example" : chat;
            long since = System.nanoTime();
            api.post(campaign.path() + "/participants", List.of(person));
            while (taken.firstNanos(address).isEmpty()) {
                if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(30)) {
                    throw new AssertionError("Not within 30 s: a message to " + address);
                }
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
            if (i >= SINGLES_UNCOUNTED) {
                nanos.add(taken.firstNanos(address).getAsLong() - since);
            }
        }
        return nanos;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void say(String what) {
        System.out.println(what + " ...");
    }

    @Override
    public void close() {
        mails.close();
        telegrams.close();
    }
}
