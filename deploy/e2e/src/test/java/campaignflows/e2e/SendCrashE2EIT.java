package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.system.FaultInjector;
import campaignflows.e2e.system.LocalSystem;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * communication-service is killed again and again while it sends to servers that count: each message is with its provider once,
 * or Failed because its outcome is unknown, and only what was on its way at a kill is. By hand, since it takes minutes:
 * {@code -De2e.crash.messages=10000} sends as many mails, Telegram and WhatsApp messages, and
 * {@code -De2e.crash.channels=email,whatsapp} leaves Telegram out.
 */
@Order(101)
@EnabledIfSystemProperty(named = "e2e.crash.messages", matches = "\\d+")
class SendCrashE2EIT {
    private static final int PEOPLE = Integer.getInteger("e2e.crash.messages", 1_000);
    private static final int KILLS = Integer.getInteger("e2e.crash.kills", 4);
    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = "communication-service";

    /** Each channel has so many connections, each of which may have that many attempts stored ahead. */
    private static final int MOST_ON_THEIR_WAY = Crowd.CHANNELS.size() * 8 * 9;

    private static final int READERS = 8;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    @DisplayName("M7: sent once, or known as unknown, though the sender is killed")
    void shouldSendEverythingOnceThoughTheSenderIsKilled() {
        long seed = Long.getLong("e2e.seed", System.nanoTime());
        System.out.println("e2e: kills the sender of " + PEOPLE + " messages on each of " + Crowd.CHANNELS
                + " with -De2e.seed=" + seed);
        try (Crowd crowd = new Crowd(PEOPLE, new Random(seed));
                LocalSystem system = LocalSystem.startFresh(crowd.environment())) {
            try {
                disturb(system, new Random(seed), crowd);
            } catch (Throwable failure) {
                system.printTails();
                throw failure;
            }
        }
    }

    private static void disturb(LocalSystem system, Random random, Crowd crowd) {
        Campaign campaign = crowd.campaign(system.admin(), system.withKey(null));
        UUID id = campaign.beginUpload("crowd.csv", BodyPublishers.ofString(crowd.csv()))
                .id();
        Set<UUID> onTheirWay = new HashSet<>();
        int done = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int goal = done + (crowd.messages() - done) * kill / (2 * KILLS);
            Await.until("some more messages", LIMIT, crowd::taken, count -> count > goal);
            pause(random.nextInt(200));
            done = crowd.taken();
            onTheirWay.addAll(kill(system));
            System.out.println("e2e: killed the sender when " + done + " of " + crowd.messages() + " were taken");
        }
        new FaultInjector(system, random, () -> "the sender of a crowd").awaitServing(List.of(SERVICE));
        Upload upload = Await.until("the end of the upload", LIMIT, () -> campaign.upload(id), Upload::hasEnded);
        assertThat(List.of(upload.total(), upload.failed())).containsExactly((long) PEOPLE, 0L);
        settle(campaign, crowd, onTheirWay);
    }

    /** Returns what was on its way, when another process has taken over. */
    private static Set<UUID> kill(LocalSystem system) {
        long pid = pid(system);
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        Set<UUID> open = OpenAttempts.of(system);
        assertThat(open).hasSizeLessThanOrEqualTo(KILLS * MOST_ON_THEIR_WAY);
        Await.until("another sender", RESTART_LIMIT, () -> pid(system), now -> now != pid);
        return open;
    }

    private static void settle(Campaign campaign, Crowd crowd, Set<UUID> onTheirWay) {
        List<Participant> people =
                Await.until("all people", LIMIT, campaign::participants, all -> all.size() == PEOPLE);
        Map<UUID, List<Communication>> settled = new ConcurrentHashMap<>();
        Await.until(
                "the end of all",
                LIMIT,
                () -> {
                    read(campaign, people, settled);
                    return people.size() - settled.size();
                },
                open -> open == 0);
        Map<String, Integer> counts = new TreeMap<>();
        Set<UUID> unknown = new HashSet<>();
        for (Participant person : people) {
            for (Communication one : Objects.requireNonNull(settled.get(person.id()))) {
                int got = crowd.got(one.channel(), person);
                counts.merge(outcome(one, got), 1, Integer::sum);
                if (one.status().equals("failed")) {
                    unknown.add(one.id());
                }
            }
        }
        System.out.println("e2e: " + counts + ", repeated " + crowd.repeated() + ", on their way at " + KILLS
                + " kills " + onTheirWay.size());
        assertThat(crowd.repeated()).isZero();
        assertThat(onTheirWay).containsAll(unknown);
    }

    /** Taken once and Delivered, or Failed as unknown: which of them WhatsApp took, its receipts have told. */
    private static String outcome(Communication one, int got) {
        if (one.status().equals("failed")) {
            assertThat(one.reason()).contains("unknown");
            assertThat(got).as(one.toString()).isLessThanOrEqualTo(one.channel().equals("whatsapp") ? 0 : 1);
            return one.channel() + " unknown, " + (got == 1 ? "taken" : "not taken");
        }
        assertThat(one.status()).as(one.toString()).isEqualTo("delivered");
        assertThat(got).as(one.toString()).isEqualTo(1);
        return one.channel() + " delivered";
    }

    /** Of those whose communications are not all settled yet. */
    private static void read(Campaign campaign, List<Participant> people, Map<UUID, List<Communication>> settled) {
        int each = Crowd.CHANNELS.size();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> reading = people.stream()
                    .filter(person -> !settled.containsKey(person.id()))
                    .<Future<?>>map(person -> readers.submit(() -> {
                        List<Communication> list = campaign.communications(person.id());
                        assertThat(list).as(person.toString()).hasSizeLessThanOrEqualTo(each);
                        if (list.stream().filter(SendCrashE2EIT::isSettled).count() == each) {
                            settled.put(person.id(), list);
                        }
                    }))
                    .toList();
            for (Future<?> one : reading) {
                one.get();
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
}
