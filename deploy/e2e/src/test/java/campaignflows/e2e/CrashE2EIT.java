package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
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
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher.Mail;
import campaignflows.e2e.system.FaultInjector;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every part is killed at a random moment while a large file is imported, walked and sent. What is there in the end is
 * what an undisturbed run leaves. One thing alone may differ: whether a mail was handed over is unknown when the sender
 * dies in between; then it is Failed with that reason, and nobody ever has two.
 */
@Order(100)
class CrashE2EIT {
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(4);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int ROUNDS = 2;
    private static final int ROWS = Integer.getInteger("e2e.crash.rows", 6_000);
    /** Every so many rows one that fails, and one that gets a mail; all others have a simulated conversation. */
    private static final int BAD = 100;

    private static final int MAILED = 3;
    private static final int READERS = 8;
    private static final List<String> VICTIMS = List.of(
            "upload-service",
            "participant-service",
            "flow-engine-service",
            "communication-service",
            "kafka",
            "postgres");

    @Test
    void shouldLoseAndRepeatNothingWhenEveryPartIsKilled() {
        long seed = Long.getLong("e2e.seed", System.nanoTime());
        System.out.println("e2e: crash test of " + ROWS + " rows with -De2e.seed=" + seed);
        LocalSystem system = LocalSystem.startFresh();
        try {
            Map<String, Long> last = disturb(system, new Random(seed));
            Await.until(
                    "the death of all after that of the launcher",
                    Duration.ofSeconds(10),
                    () -> LocalSystem.alive(last),
                    List::isEmpty);
        } catch (Throwable failure) {
            system.printTails();
            throw failure;
        } finally {
            system.close();
        }
    }

    /** Tells the processes that the system had when its launcher was killed in the end. */
    private static Map<String, Long> disturb(LocalSystem system, Random random) {
        Campaign campaign = campaign(system.admin());
        UUID upload = campaign.beginUpload("crowd.csv", BodyPublishers.ofString(csv()))
                .id();
        FaultInjector faults = new FaultInjector(system, random, () -> progress(system.admin(), campaign, upload));
        for (int round = 0; round < ROUNDS; round++) {
            faults.killEach(VICTIMS, LONGEST_PAUSE);
        }

        Upload ended =
                Await.until("the end of the upload", SETTLE_LIMIT, () -> campaign.upload(upload), Upload::hasEnded);
        assertThat(List.of(ended.total(), ended.created(), ended.updated(), ended.failed()))
                .containsExactly((long) ROWS, (long) good(), 0L, (long) ROWS - good());
        List<List<String>> errors = campaign.errors(upload);
        assertThat(errors).hasSize(1 + ROWS - good());
        for (int i = 1; i < errors.size(); i++) {
            assertThat(errors.get(i).subList(0, 2)).containsExactly(Long.toString(i * (long) BAD + 1), "email");
        }
        long since = System.nanoTime();
        Await.until("a communication of each", SETTLE_LIMIT, () -> campaign.count("pending"), count -> count == 0);
        // A mail waits for an answer for days; all others are answered.
        Await.until(
                "the end of the conversations",
                SETTLE_LIMIT,
                () -> campaign.count("active"),
                count -> count <= mailed());
        List<Participant> people = campaign.participants();
        assertThat(people)
                .hasSize(good())
                .allSatisfy(one -> assertThat(one.communicationsCount()).isEqualTo(1));
        assertThat(people.stream().map(Participant::externalId).distinct()).hasSize(good());
        assertCommunications(system, campaign, people);
        assertEvents(system, campaign, people);
        System.out.printf("e2e: settled %.1f s after the end of the import%n", (System.nanoTime() - since) / 1e9);
        Map<String, Long> pids = system.pids();
        system.killLauncher();
        return pids;
    }

    private static String progress(Api api, Campaign campaign, UUID upload) {
        try {
            Api.Response answer = api.send("GET", campaign.path() + "/uploads/" + upload, null);
            return answer.isSuccess()
                    ? answer.as(Upload.class).total() + " rows imported"
                    : "no word of the import: " + answer.status();
        } catch (UncheckedIOException e) {
            return "no word of the import";
        }
    }

    private static void assertCommunications(LocalSystem system, Campaign campaign, List<Participant> people) {
        Map<UUID, Communication> one = new ConcurrentHashMap<>();
        Await.until(
                "every communication has been sent, and every conversation has ended",
                SETTLE_LIMIT,
                () -> {
                    read(campaign, people, one);
                    return people.size() - one.size();
                },
                open -> open == 0);
        Map<String, List<Mail>> mails = new HashMap<>();
        system.mails()
                .all()
                .forEach(mail -> mails.computeIfAbsent(mail.to().getFirst(), to -> new ArrayList<>())
                        .add(mail));
        Map<String, Integer> outcomes = new TreeMap<>();
        int unknown = 0;
        for (Participant person : people) {
            Communication communication = Objects.requireNonNull(one.get(person.id()));
            List<Mail> got = mails.getOrDefault(Objects.requireNonNull(person.email()), List.of());
            outcomes.merge(communication.channel() + " " + communication.status(), 1, Integer::sum);
            if (!communication.channel().equals("email")) {
                assertThat(communication.status()).as(communication.toString()).isEqualTo("completed");
                assertThat(got).isEmpty();
            } else if (communication.status().equals("failed")) {
                assertThat(communication.reason()).contains("unknown");
                assertThat(got).hasSizeLessThanOrEqualTo(1);
                unknown++;
            } else {
                assertThat(communication.status()).as(communication.toString()).isEqualTo("delivered");
                assertThat(got).as(communication.toString()).hasSize(1);
            }
        }
        int delivered = outcomes.getOrDefault("email delivered", 0);
        System.out.println("e2e: outcomes " + outcomes + ", mails " + mails.size());
        assertThat(delivered + unknown).isEqualTo(mailed());
        assertThat(mails.size()).isBetween(delivered, delivered + unknown);
    }

    /** One event of each, whichever of the writers died on its way: what every other reader of the topic goes by. */
    private static void assertEvents(LocalSystem system, Campaign campaign, List<Participant> people) {
        Map<String, List<UUID>> subjects = new TreeMap<>();
        for (JsonNode event : system.records("participant-events")) {
            if (event.at("/data/campaign_id").asText().equals(campaign.id().toString())) {
                subjects.computeIfAbsent(event.get("type").asText(), any -> new ArrayList<>())
                        .add(UUID.fromString(event.at("/data/participant_id").asText()));
            }
        }
        subjects.forEach((type, of) -> System.out.println("e2e: " + of.size() + " events " + type));
        assertThat(subjects.get("ParticipantCreated"))
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(Participant::id).toList());
        assertThat(subjects).doesNotContainKeys("ParticipantUpdated", "ParticipantRemoved");
        assertThat(subjects.get("CommunicationEnded")).doesNotHaveDuplicates();
    }

    /** Of those whose communication is not settled yet. Each has one at any time, so more of them are a finding. */
    private static void read(Campaign campaign, List<Participant> people, Map<UUID, Communication> settled) {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> reading = new ArrayList<>();
            for (Participant person : people) {
                if (!settled.containsKey(person.id())) {
                    reading.add(readers.submit(() -> {
                        List<Communication> list = campaign.communications(person.id());
                        assertThat(list).as(person.toString()).hasSizeLessThanOrEqualTo(1);
                        list.stream().filter(CrashE2EIT::isSettled).forEach(one -> settled.put(person.id(), one));
                    }));
                }
            }
            for (Future<?> each : reading) {
                get(each);
            }
        }
    }

    private static void get(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static boolean isSettled(Communication one) {
        return one.endedAt() != null
                || (one.channel().equals("email") && one.status().equals("delivered"));
    }

    private static Campaign campaign(Api api) {
        Installation installation = new Installation(api);
        Sender answering = installation.simulated(
                "Answers always",
                Map.of("settings", Map.of("delivered", 1, "read", 1, "replied", 1, "failed", 0, "delay_ms", 500)));
        return Campaign.create(api, "Crowd")
                .field("by_mail", "By mail", "boolean", true)
                .activeFlow(new FlowDraft("Contact")
                        .node("created", "participant_created")
                        .check("way", "By mail", "participant.by_mail", "equals", literal(true))
                        .email("mail", "MAIL", installation.emailMessages(), "Hello {{ customer.name }}", "Hello")
                        .whatsapp("chat", "CHAT", answering)
                        .line("created", "way")
                        .match("way", "mail")
                        .otherwise("way", "chat"))
                .start();
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "email", "phone", "by_mail"));
        for (int i = 1; i <= ROWS; i++) {
            String email = isBad(i) ? "nowhere" : "p" + i + "@crowd.example";
            csv.append(Csv.line(
                    "crowd-" + i, "Person " + i, email, "+49151" + (10_000_000 + i), isMailed(i) ? "true" : "false"));
        }
        return csv.toString();
    }

    private static boolean isBad(int row) {
        return row % BAD == 0;
    }

    private static boolean isMailed(int row) {
        return row % MAILED == 0;
    }

    private static int good() {
        return ROWS - ROWS / BAD;
    }

    private static int mailed() {
        return ROWS / MAILED - ROWS / (MAILED * BAD);
    }
}
