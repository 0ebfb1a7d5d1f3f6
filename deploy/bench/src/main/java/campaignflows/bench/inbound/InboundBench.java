package campaignflows.bench.inbound;

import campaignflows.bench.Options;
import campaignflows.bench.Processes;
import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Floods one tenant with messages of its contacts, all of whom are in conversations, by signed calls of the webhook; one contact
 * of another tenant writes once a second meanwhile, and before that while nothing else happens.
 */
public final class InboundBench {
    private static final int CONTACTS = 1_000;
    private static final int WARM_UP_SECONDS = 10;
    private static final int IDLE_MESSAGES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String SECRET = "bench-bench-bench-bench";

    private final Options.Inbound options;

    public InboundBench(Options.Inbound options) {
        this.options = options;
    }

    /** What the system must be started with: all calls come from one address, which a provider's do not. */
    public Map<String, String> environment() {
        return Map.of("CAMPAIGNFLOWS_GATEWAY_WEBHOOK_CALLS_PER_SECOND", "10000");
    }

    private record Tenant(Sender sender, Campaign campaign, List<String> contacts) {}

    public InboundReport measure(LocalSystem system) throws IOException, SQLException {
        Processes processes = new Processes(system.pids());
        try (InboundDatabase database =
                new InboundDatabase(system.endpoint("postgres").getAuthority(), system.secret("postgres-password"))) {
            Tenant flooded = tenant(system.admin(), database, "49170", CONTACTS);
            Tenant other = tenant(another(system), database, "49171", 1);
            UUID channel = UUID.fromString(flooded.sender().channelId());
            UUID session = session(other.campaign());
            try (WebhookClient client =
                            new WebhookClient(system.address(), other.sender().channelId(), SECRET);
                    Flood flood =
                            new Flood(system.address(), flooded.sender().channelId(), SECRET, flooded.contacts())) {
                Probe probe = new Probe(client, database, other.contacts().getFirst(), session);
                say("warming up");
                flood.run(options.rate(), WARM_UP_SECONDS);
                drain(database, channel);
                database.settle();
                say("one contact of the other tenant, while nothing else happens");
                Probe.Delays idle = probe.write(IDLE_MESSAGES);
                say("the flood");
                return flood(flood, probe, idle, database, channel, processes);
            }
        }
    }

    private InboundReport flood(
            Flood flood, Probe probe, Probe.Delays idle, InboundDatabase database, UUID channel, Processes processes)
            throws IOException, SQLException {
        AtomicReference<Flood.@Nullable Result> result = new AtomicReference<>();
        AtomicLong backlog = new AtomicLong();
        long saidBefore = database.said(channel);
        Processes.Usage usage = processes.usage();
        long since = System.nanoTime();
        Thread sending = Thread.ofPlatform().start(() -> result.set(flood.run(options.rate(), options.seconds())));
        Probe.Delays delays =
                probe.writeDuring(sending, () -> backlog.accumulateAndGet(database.open(channel), Math::max));
        join(sending);
        drain(database, channel);
        double drained = (System.nanoTime() - since) / 1e9;
        Processes.Usage used = processes.usage().since(usage);
        Flood.Result sent = result.get();
        if (sent == null) {
            throw new AssertionError("Expected the flood to come to its end");
        }
        long said = database.said(channel) - saidBefore;
        return new InboundReport(options, sent, said, drained, backlog.get(), idle, delays, used, Processes.load());
    }

    /** Returns when all of it is carried on. */
    private static void drain(InboundDatabase database, UUID channel) {
        Await.until("all messages are carried on", LIMIT, () -> database.open(channel), open -> open == 0);
    }

    private static Api another(LocalSystem system) {
        return system.withKey(system.operator()
                .post("/api/v1/tenants", Map.of("name", "Bench neighbours", "timezone", "UTC"))
                .path("api_key")
                .asText());
    }

    /** Whose contacts have all been written to by simulated agents, which wait for an answer. */
    private static Tenant tenant(Api api, InboundDatabase database, String prefix, int count) {
        say("%,d conversations".formatted(count));
        String channelId = api.post(
                        "/api/v1/channels",
                        Map.of(
                                "name",
                                "Bench conversations",
                                "type",
                                "whatsapp",
                                "rate_per_second",
                                10_000,
                                "settings",
                                Map.of("phone_number_id", WebhookClient.NUMBER),
                                "credentials",
                                Map.of("webhook_secret", SECRET)))
                .path("id")
                .asText();
        String agentId = api.post(
                        "/api/v1/agents",
                        Map.of(
                                "name",
                                "Bench waits",
                                "kind",
                                "simulated",
                                "channel_ids",
                                List.of(channelId),
                                "settings",
                                Map.of("delivered", 1, "read", 0, "failed", 0, "delay_ms", 100)))
                .path("id")
                .asText();
        Sender sender = new Sender(agentId, channelId);
        Campaign campaign = Campaign.create(api, "Bench conversations")
                .activeFlow(new FlowDraft("Write")
                        .node("created", "participant_created")
                        .whatsapp("write", "WRITE", sender)
                        .line("created", "write"))
                .start();
        List<String> contacts = IntStream.rangeClosed(1, count)
                .mapToObj(i -> prefix + "%07d".formatted(i))
                .toList();
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "phone"));
        contacts.forEach(each -> csv.append(Csv.line("bench-" + each, "Person " + each, "+" + each)));
        campaign.upload("people.csv", csv.toString());
        UUID channel = UUID.fromString(channelId);
        Await.until("all conversations", LIMIT, () -> database.conversations(channel), open -> open == count);
        return new Tenant(sender, campaign, contacts);
    }

    private static UUID session(Campaign campaign) {
        UUID participant = campaign.participants().getFirst().id();
        return Objects.requireNonNull(
                campaign.communications(participant).getFirst().sessionId());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void say(String what) {
        System.out.println(what + " ...");
    }
}
