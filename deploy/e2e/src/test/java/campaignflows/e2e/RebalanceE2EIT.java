package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.EngineReplica;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import campaignflows.e2e.system.TopicReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two engines share the partitions while people come without a break: one joins, stands still until the other takes it for
 * dead, goes on as a zombie, and is killed; later the topics get more partitions. Counted from outside, everything happened once:
 * walks, updates, communications.
 */
@Order(80)
@ExtendWith(SharedSystem.class)
class RebalanceE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** Longer than the session of an engine, which is 10 s. */
    private static final Duration STANDSTILL = Duration.ofSeconds(12);

    private static final int AT_ONCE = 25;
    private static final int COUNTS = 3;
    private static final int PARTITIONS = 48;
    private static final int MORE_PARTITIONS = 96;

    @Test
    void shouldWalkEachEventOnceWhileEnginesComeAndGo(LocalSystem system) {
        Campaign campaign = campaign(system.admin(), "Comings and goings");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger people = new AtomicInteger();
        CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> come(campaign, people, enough));
        try (EngineReplica second = EngineReplica.start(system)) {
            report("a second engine has " + second.partitions() + " partitions", people);
            more(coming, people, 150);
            second.freeze();
            report("the second engine stands still", people);
            pass(STANDSTILL);
            second.thaw();
            report("the second engine goes on", people);
            more(coming, people, 150);
            Await.until(
                    "partitions of the one that came back", LIMIT, second::partitions, partitions -> partitions > 0);
            report("batches of the zombie that others had committed: " + second.positionsElsewhere(), people);
            more(coming, people, 150);
            second.kill();
            report("the second engine is dead", people);
            more(coming, people, 150);
        } finally {
            enough.set(true);
        }
        coming.join();

        assertAllOnce(system, campaign, people.get());
    }

    @Test
    void shouldKeepEachPersonsOrderWhileTopicsGetMorePartitions(LocalSystem system) {
        Campaign campaign = campaign(system.admin(), "More and more");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger people = new AtomicInteger();
        CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> come(campaign, people, enough));
        try {
            more(coming, people, 100);
            String output = system.partitions("grow", Integer.toString(MORE_PARTITIONS));
            System.out.println(output);
            assertThat(output).contains("to 96 partitions each", "All consumers read all of them", "exit code 0");
            more(coming, people, 100);
        } finally {
            enough.set(true);
        }
        coming.join();

        assertAllOnce(system, campaign, people.get());
        assertOrder(system);
        assertThat(system.isReady()).isTrue();
        assertThat(system.partitions("show"))
                .contains("flow-walks: 96 partitions", "flow-engine of participant-events: 0 records wait");
        assertThat(system.partitions("grow", "48")).contains("cannot be taken away", "exit code 1");
        assertThat(system.partitions("grow", "97")).contains("a multiple of 4", "exit code 2");
    }

    /** What somebody has in an added partition came after all that they have in the one before. */
    private static void assertOrder(LocalSystem system) {
        for (String topic : List.of("participant-events", "communication-commands", "flow-walks")) {
            Map<String, Long> lastBefore = new HashMap<>();
            Map<String, Long> firstAfter = new HashMap<>();
            TopicReader.read(system.endpoint("kafka").getAuthority(), topic, record -> {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.partition() < PARTITIONS) {
                    lastBefore.merge(key, record.timestamp(), Math::max);
                } else {
                    firstAfter.merge(key, record.timestamp(), Math::min);
                }
            });
            assertThat(firstAfter).as(topic).isNotEmpty();
            firstAfter.forEach((key, first) -> assertThat(lastBefore.getOrDefault(key, first))
                    .as("the last record of %s before partitions were added to %s", key, topic)
                    .isLessThanOrEqualTo(first));
        }
    }

    private static Campaign campaign(Api api, String name) {
        Sender answering = new Installation(api)
                .simulated(
                        name + ", answered at once",
                        Map.of(
                                "settings",
                                Map.of("delivered", 1, "read", 1, "replied", 1, "failed", 0, "delay_ms", 50)));
        return Campaign.create(api, name)
                .field("count", "Count", "integer", true)
                .activeFlow(new FlowDraft("Greet")
                        .node("created", "participant_created")
                        .node("updated", "participant_updated")
                        .check("guard", "Greeted", "communication.name", "is_not_set", null)
                        .whatsapp("greet", "GREETED", answering)
                        .line("created", "guard")
                        .line("updated", "guard")
                        .match("guard", "greet"))
                .activeFlow(new FlowDraft("Count")
                        .node("created", "participant_created")
                        .node("updated", "participant_updated")
                        .check("few", "Count", "participant.count", "lt", literal(COUNTS))
                        .update(
                                "add",
                                "participant.count",
                                Map.of("kind", "expression", "code", "participant.count + 1"))
                        .line("created", "few")
                        .line("updated", "few")
                        .match("few", "add"))
                .start();
    }

    private static void come(Campaign campaign, AtomicInteger people, AtomicBoolean enough) {
        while (!enough.get()) {
            int first = people.get();
            Campaign.Added added = campaign.add(IntStream.range(first, first + AT_ONCE)
                    .mapToObj(i -> Person.named("guest-" + i).with("count", 0))
                    .toList());
            assertThat(added.created()).isEqualTo(AT_ONCE);
            people.addAndGet(AT_ONCE);
        }
    }

    private static void more(CompletableFuture<Void> coming, AtomicInteger people, int count) {
        int wanted = people.get() + count;
        Await.until(count + " more people", LIMIT, people::get, now -> now >= wanted || coming.isDone());
    }

    private static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void report(String what, AtomicInteger people) {
        System.out.printf("e2e: %s; %d people came%n", what, people.get());
    }

    private static void assertAllOnce(LocalSystem system, Campaign campaign, int people) {
        // Created, and an update of each count: two flows each. What comes of conversations walks nothing.
        long walks = people * 2L * (1 + COUNTS);
        List<JsonNode> records = Await.until(
                "a record of each walk",
                LIMIT,
                () -> of(campaign, system.records("flow-walks"), any -> true),
                found -> found.size() >= walks);
        assertThat(records).hasSize((int) walks);
        assertThat(ids(records)).hasSize((int) walks);
        assertThat(records)
                .allMatch(record -> record.at("/data/outcome").asText().equals("completed"));
        Map<String, Long> walksOfEach = perParticipant(records);
        assertThat(walksOfEach).hasSize(people);
        assertThat(Set.copyOf(walksOfEach.values())).containsExactly(2L * (1 + COUNTS));

        List<JsonNode> events = system.records("participant-events");
        Map<String, Long> updates = perParticipant(of(campaign, events, type -> type.equals("ParticipantUpdated")));
        assertThat(updates).hasSize(people);
        assertThat(Set.copyOf(updates.values())).containsExactly((long) COUNTS);

        List<JsonNode> plans =
                of(campaign, system.records("communication-commands"), type -> type.equals("PlanCommunication"));
        assertThat(plans).hasSize(people);
        assertThat(perParticipant(plans)).hasSize(people);

        Await.until("the end of the conversations", LIMIT, () -> campaign.count("active"), count -> count == 0);
        List<Participant> all = campaign.participants();
        assertThat(all).hasSize(people).allMatch(one -> one.communicationsCount() == 1);
        assertJournal(system.admin(), campaign, all);
        System.out.printf(
                "e2e: %d people, %d walks, %d updates, %d plans, each once%n",
                people, walks, (long) people * COUNTS, plans.size());
    }

    /** Of some, as a person looks them up. */
    private static void assertJournal(Api api, Campaign campaign, List<Participant> people) {
        for (int i = 0; i < people.size(); i += Math.max(1, people.size() / 40)) {
            UUID id = people.get(i).id();
            assertThat(api.get(campaign.path() + "/participants/" + id)
                            .at("/attributes/count")
                            .asInt())
                    .isEqualTo(COUNTS);
            Await.until(
                    "the journal of " + id, LIMIT, () -> campaign.walks(id).size(), size -> size == 2 * (1 + COUNTS));
        }
    }

    private static List<JsonNode> of(Campaign campaign, List<JsonNode> records, Predicate<String> type) {
        return records.stream()
                .filter(record -> record.at("/data/campaign_id")
                        .asText()
                        .equals(campaign.id().toString()))
                .filter(record -> type.test(record.path("type").asText()))
                .toList();
    }

    private static Set<String> ids(List<JsonNode> records) {
        Set<String> ids = new HashSet<>();
        records.forEach(record -> ids.add(record.path("id").asText()));
        return ids;
    }

    private static Map<String, Long> perParticipant(List<JsonNode> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.at("/data/participant_id").asText(), TreeMap::new, Collectors.counting()));
    }
}
