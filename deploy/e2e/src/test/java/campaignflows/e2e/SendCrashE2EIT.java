package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.provider.Deliveries;
import campaignflows.e2e.provider.SmtpSink;
import campaignflows.e2e.provider.TelegramServer;
import campaignflows.e2e.system.LocalSystem;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * communication-service is killed again and again while it sends to servers that count: each message is with its provider once,
 * or Failed because its outcome is unknown, and these are no more than were on their way. By hand, since it takes minutes:
 * {@code -De2e.crash.messages=10000} sends as many mails and as many Telegram messages.
 */
@Order(101)
@EnabledIfSystemProperty(named = "e2e.crash.messages", matches = "\\d+")
class SendCrashE2EIT {
    private static final int MESSAGES = Integer.getInteger("e2e.crash.messages", 1_000);
    private static final int KILLS = Integer.getInteger("e2e.crash.kills", 4);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = "communication-service";

    /** Two channels, each with so many connections, each of which may have that many attempts stored ahead. */
    private static final int ON_THEIR_WAY = 2 * 8 * 9;

    private static final int READERS = 8;

    @Test
    void shouldSendEverythingOnceThoughTheSenderIsKilled() {
        long seed = Long.getLong("e2e.seed", System.nanoTime());
        System.out.println("e2e: kills the sender of " + MESSAGES
                + " mails and as many Telegram messages with -De2e.seed=" + seed);
        try (SmtpSink mails = new SmtpSink();
                TelegramServer telegrams = new TelegramServer();
                LocalSystem system = LocalSystem.startFresh(Map.of(
                        "CAMPAIGNFLOWS_COMMUNICATION_TELEGRAM_API",
                        telegrams.api().toString()))) {
            try {
                disturb(system, new Random(seed), mails, telegrams);
            } catch (Throwable failure) {
                system.printTails();
                throw failure;
            }
        }
    }

    private static void disturb(LocalSystem system, Random random, SmtpSink mails, TelegramServer telegrams) {
        Campaign campaign = campaign(system.admin(), mails);
        UUID id = campaign.beginUpload("crowd.csv", BodyPublishers.ofString(csv()))
                .id();
        int done = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int goal = done + (2 * MESSAGES - done) * kill / (2 * KILLS);
            Await.until("some more messages", LIMIT, () -> taken(mails, telegrams), count -> count > goal);
            pause(random.nextInt(200));
            done = taken(mails, telegrams);
            long pid = pid(system);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            System.out.println("e2e: killed the sender when " + done + " of " + 2 * MESSAGES + " messages were taken");
            Await.until("another sender", RESTART_LIMIT, () -> pid(system), now -> now != pid);
        }
        Upload upload = Await.until("the end of the upload", LIMIT, () -> campaign.upload(id), Upload::hasEnded);
        assertThat(List.of(upload.total(), upload.failed())).containsExactly((long) MESSAGES, 0L);
        settle(campaign, mails.deliveries(), telegrams.deliveries());
    }

    private static void settle(Campaign campaign, Deliveries mails, Deliveries telegrams) {
        List<Participant> people =
                Await.until("all people", LIMIT, campaign::participants, all -> all.size() == MESSAGES);
        Map<UUID, List<Communication>> settled = new ConcurrentHashMap<>();
        Await.until(
                "the end of all",
                LIMIT,
                () -> {
                    read(campaign, people, settled);
                    return people.size() - settled.size();
                },
                open -> open == 0);
        Map<String, Integer> counts = new HashMap<>();
        for (Participant person : people) {
            for (Communication one : Objects.requireNonNull(settled.get(person.id()))) {
                boolean mail = one.channel().equals("email");
                int got = mail
                        ? mails.of(Objects.requireNonNull(person.email()))
                        : telegrams.of(chat(Objects.requireNonNull(person.externalId())));
                assertThat(got).as(one.toString()).isLessThanOrEqualTo(1);
                if (one.status().equals("failed")) {
                    assertThat(one.reason()).contains("unknown");
                    counts.merge(one.channel() + " unknown, " + (got == 1 ? "taken" : "not taken"), 1, Integer::sum);
                } else {
                    assertThat(one.status()).as(one.toString()).isEqualTo("delivered");
                    assertThat(got).as(one.toString()).isEqualTo(1);
                    counts.merge(one.channel() + " delivered", 1, Integer::sum);
                }
            }
        }
        System.out.println(
                "e2e: " + counts + ", repeated " + (mails.repeated() + telegrams.repeated()) + ", kills " + KILLS);
        int unknown =
                2 * MESSAGES - counts.getOrDefault("email delivered", 0) - counts.getOrDefault("telegram delivered", 0);
        assertThat(mails.repeated() + telegrams.repeated()).isZero();
        assertThat(unknown).isLessThanOrEqualTo(KILLS * ON_THEIR_WAY);
    }

    /** Of those whose two communications are not both settled yet. */
    private static void read(Campaign campaign, List<Participant> people, Map<UUID, List<Communication>> settled) {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> reading = people.stream()
                    .filter(person -> !settled.containsKey(person.id()))
                    .<Future<?>>map(person -> readers.submit(() -> {
                        List<Communication> list = campaign.communications(person.id());
                        assertThat(list).as(person.toString()).hasSizeLessThanOrEqualTo(2);
                        if (list.stream().filter(SendCrashE2EIT::isSettled).count() == 2) {
                            settled.put(person.id(), list);
                        }
                    }))
                    .toList();
            for (Future<?> each : reading) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static boolean isSettled(Communication one) {
        return Stream.of("delivered", "failed", "skipped").anyMatch(one.status()::equals);
    }

    private static int taken(SmtpSink mails, TelegramServer telegrams) {
        return mails.deliveries().total() + telegrams.deliveries().total();
    }

    private static long pid(LocalSystem system) {
        return Objects.requireNonNull(system.pids().get(SERVICE), SERVICE);
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static Campaign campaign(Api api, SmtpSink mails) {
        Sender mail = sender(
                api,
                Map.of(
                        "name",
                        "Counting mail",
                        "type",
                        "email",
                        "rate_per_second",
                        10_000,
                        "settings",
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                mails.port(),
                                "security",
                                "none",
                                "from",
                                "Crowd <crowd@example.com>")));
        Sender telegram = sender(
                api,
                Map.of(
                        "name",
                        "Counting bot",
                        "type",
                        "telegram",
                        "rate_per_second",
                        10_000,
                        "credentials",
                        Map.of("bot_token", "123456:crowd-crowd-crowd-crowd-crowd-crowd")));
        return Campaign.create(api, "Crowd")
                .activeFlow(new FlowDraft("Contact")
                        .node("created", "participant_created")
                        .email("mail", "MAIL", mail, "Hello {{ customer.name }}", "Hello")
                        .communication("chat", "telegram_communication", "CHAT", telegram, Map.of("body", "Hello"))
                        .line("created", "mail")
                        .line("mail", "chat"))
                .start();
    }

    private static Sender sender(Api api, Map<String, Object> channel) {
        String channelId = api.post("/api/v1/channels", channel).path("id").asText();
        String agentId = api.post(
                        "/api/v1/agents",
                        Map.of("name", channel.get("name"), "kind", "message", "channel_ids", List.of(channelId)))
                .path("id")
                .asText();
        return new Sender(agentId, channelId);
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "email", "telegram_id"));
        for (int i = 1; i <= MESSAGES; i++) {
            String id = "crowd-" + i;
            csv.append(Csv.line(id, "Person " + i, id + "@crowd.example", chat(id)));
        }
        return csv.toString();
    }

    private static String chat(String externalId) {
        return Long.toString(700_000_000L + Long.parseLong(externalId.substring(externalId.indexOf('-') + 1)));
    }
}
