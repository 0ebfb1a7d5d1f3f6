package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Messages of many contacts at once: as if each was carried on alone, with as few statements as one takes. */
@NullMarked
class InboundBatchIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String POISON = "cannot be stored";

    private InboundFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new InboundFixture(DB);
    }

    @AfterEach
    void heal() {
        DB.execute("drop trigger if exists poison on messages");
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    /** Contacts 1 to count, each of whom was written to. */
    private List<UUID> conversations(int count, CommunicationStatus status) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> {
                    UUID participant = Ids.v7();
                    fixture.isKnown(Integer.toString(i), participant);
                    return fixture.conversation(participant, status);
                })
                .toList();
    }

    private static void poison() {
        DB.execute("""
                create or replace function poison() returns trigger language plpgsql as $$
                begin
                    if new.text = '%s' then raise exception 'not this one'; end if;
                    return new;
                end $$;
                create trigger poison before insert on messages for each row execute function poison();
                """.formatted(POISON));
    }

    @Test
    void shouldCarryOnTheMessagesOfManyContactsWithAsFewStatementsAsOne() {
        List<UUID> one = conversations(1, CommunicationStatus.DELIVERED);
        fixture.says("1", "Alone");
        int before = DB.statements();
        fixture.pass();
        int forOne = DB.statements() - before;
        assertThat(fixture.said(one.getFirst())).containsExactly("contact Alone");

        fixture = new InboundFixture(DB);
        List<UUID> talks = conversations(60, CommunicationStatus.DELIVERED);
        for (String text : List.of("a", "b", "c")) {
            IntStream.rangeClosed(1, 60).forEach(i -> fixture.says(Integer.toString(i), text + i));
        }
        before = DB.statements();
        assertThat(fixture.pass()).isEqualTo(180);

        assertThat(DB.statements() - before).isEqualTo(forOne);
        for (int i = 1; i <= 60; i++) {
            assertThat(fixture.said(talks.get(i - 1)))
                    .containsExactly("contact a" + i, "contact b" + i, "contact c" + i);
            assertThat(DB.told(talks.get(i - 1))).containsExactly("started", "delivered", "replied");
        }
        assertThat(fixture.askedForMany).isEqualTo(1);
        assertThat(fixture.askedForOne).isZero();
        assertThat(fixture.states()).hasSize(180).containsOnly("replied");
    }

    @Test
    void shouldAddToConversationsThatWereAnsweredBefore() {
        List<UUID> talks = conversations(2, CommunicationStatus.REPLIED);
        fixture.says("1", "First");
        fixture.pass();
        fixture.says("2", "Second");
        fixture.says("1", "Third");
        fixture.pass();

        assertThat(fixture.said(talks.getFirst())).containsExactly("contact First", "contact Third");
        assertThat(fixture.said(talks.getLast())).containsExactly("contact Second");
        assertThat(DB.told(talks.getFirst())).containsExactly("started", "replied");
    }

    @Test
    void shouldNotLetOneThatCannotBeCarriedOnTakeItsBatchWithIt() {
        List<UUID> talks = conversations(3, CommunicationStatus.DELIVERED);
        poison();
        fixture.says("1", "Yes");
        fixture.says("2", "Before it");
        fixture.says("2", POISON);
        fixture.says("2", "After it");
        fixture.says("3", "No");
        fixture.pass();

        assertThat(fixture.said(talks.get(0))).containsExactly("contact Yes");
        assertThat(fixture.said(talks.get(1))).containsExactly("contact Before it");
        assertThat(fixture.said(talks.get(2))).containsExactly("contact No");
        assertThat(fixture.states()).containsExactly("replied", "replied", "received", "received", "replied");
        assertThat(fixture.pass()).as("none is due yet").isZero();

        heal();
        fixture.says("2", "Later");
        assertThat(fixture.pass()).as("it waits for what was said before it").isZero();
        fixture.world.clock.move(Duration.ofSeconds(2));
        while (fixture.pass() > 0) {}

        assertThat(fixture.said(talks.get(1)))
                .containsExactly("contact Before it", "contact " + POISON, "contact After it", "contact Later");
    }

    @Test
    void shouldNotLetOneThatCanNeverBeCarriedOnKeepBackWhatCameAfterItForLong() {
        UUID talk = conversations(1, CommunicationStatus.DELIVERED).getFirst();
        poison();
        fixture.says("1", POISON);
        fixture.says("1", "After it");
        for (int i = 0; i < InboundClaimRepository.PATIENCE; i++) {
            assertThat(fixture.said(talk)).isEmpty();
            fixture.pass();
            fixture.world.clock.move(Duration.ofMinutes(5));
        }
        fixture.says("1", "Later");
        fixture.pass();

        assertThat(fixture.said(talk)).containsExactly("contact After it", "contact Later");
        assertThat(fixture.states()).containsExactly("received", "replied", "replied");
    }

    @Test
    void shouldRefuseAnAddressThatIsNoneWithoutTheOthers() {
        List<UUID> talks = conversations(2, CommunicationStatus.DELIVERED);
        fixture.nobody.add("99");
        fixture.says("1", "Yes");
        fixture.says("99", "Who am I?");
        fixture.says("2", "No");
        fixture.pass();

        assertThat(fixture.states()).containsExactly("replied", "refused", "replied");
        assertThat(talks).extracting(fixture::said).containsExactly(List.of("contact Yes"), List.of("contact No"));
    }

    @Test
    void shouldOptOutOneOfManyAndLetTheOthersTalk() {
        List<UUID> talks = conversations(2, CommunicationStatus.DELIVERED);
        fixture.says("1", "Wait");
        fixture.says("2", "Yes");
        fixture.says("1", "STOP");
        fixture.pass();

        assertThat(fixture.said(talks.getFirst())).containsExactly("contact Wait", "contact STOP");
        assertThat(fixture.said(talks.getLast())).containsExactly("contact Yes");
        assertThat(DB.values("select channel from opt_outs", String.class)).containsExactly("telegram");
        assertThat(fixture.optedOut).hasSize(1);
    }

    @Test
    void shouldLeaveWhatAContactSaysNextToWhoeverHasItsEarlierMessageAtWork() {
        List<UUID> talks = conversations(2, CommunicationStatus.DELIVERED);
        fixture.says("1", "First");
        DB.execute("update inbound_messages set attempts = 1, due_at = due_at + interval '2 minutes'");
        fixture.says("1", "Second");
        fixture.says("2", "Yes");

        assertThat(fixture.pass()).isEqualTo(1);

        assertThat(talks).extracting(fixture::said).containsExactly(List.of(), List.of("contact Yes"));
        fixture.world.clock.move(Duration.ofMinutes(3));
        while (fixture.pass() > 0) {}
        assertThat(fixture.said(talks.getFirst())).containsExactly("contact First", "contact Second");
    }

    @Test
    void shouldTellTheCampaignsOfAllWhoBeginASession() {
        IntStream.rangeClosed(1, 50).forEach(i -> fixture.says(Integer.toString(i), "Hello?"));
        fixture.says("1", "Anybody?");
        fixture.pass();

        assertThat(fixture.toldOfMany).isEqualTo(1);
        assertThat(fixture.told).hasSize(51).doesNotHaveDuplicates();
        assertThat(fixture.states()).hasSize(51).containsOnly("told");
        assertThat(DB.values("select count(*) from inbound_messages where contact is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldNotLetASessionThatCannotBeToldOfTakeItsBatchWithIt() {
        IntStream.rangeClosed(1, 3).forEach(i -> fixture.says(Integer.toString(i), "Hello?"));
        fixture.says("2", "Anybody?");
        fixture.untellable = DB.values("select id from inbound_messages where text = 'Hello?' order by id", UUID.class)
                .get(1);
        fixture.pass();

        assertThat(fixture.told).hasSize(2);
        assertThat(fixture.states()).containsExactly("told", "incoming", "told", "incoming");

        fixture.untellable = null;
        fixture.world.clock.move(Duration.ofSeconds(2));
        fixture.pass();
        assertThat(fixture.told).hasSize(4).doesNotHaveDuplicates();
        assertThat(fixture.states()).containsOnly("told");
    }

    @Test
    void shouldAskNobodyElseWhenParticipantServiceIsAway() {
        conversations(30, CommunicationStatus.DELIVERED);
        IntStream.rangeClosed(1, 30).forEach(i -> fixture.says(Integer.toString(i), i == 30 ? "STOP" : "Yes"));
        fixture.away(true);
        fixture.pass();

        assertThat(fixture.askedForMany).isEqualTo(1);
        assertThat(fixture.askedForOne).isZero();
        assertThat(fixture.states()).hasSize(30).containsOnly("received");

        fixture.away(false);
        fixture.world.clock.move(Duration.ofSeconds(2));
        fixture.pass();
        assertThat(fixture.states()).hasSize(30).containsOnly("replied");
    }

    /** Two replicas, whose participant-service is away now and then, and messages that come in meanwhile. */
    @RepeatedTest(3)
    void shouldTakeEachMessageOnceAndInItsOrderWhicheverReplicaTakesIt() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<UUID> talks = conversations(12, CommunicationStatus.DELIVERED);
        Map<Integer, List<String>> expected = new HashMap<>();
        List<InboundService> replicas = List.of(fixture.inbound(), fixture.inbound());
        AtomicInteger update = new AtomicInteger(1_000);
        for (int round = 0; round < 8; round++) {
            for (int i = 0; i < 40; i++) {
                int contact = 1 + random.nextInt(talks.size());
                int number = update.getAndIncrement();
                fixture.says(number, Integer.toString(contact), "m" + number);
                if (random.nextInt(4) == 0) {
                    fixture.says(number, Integer.toString(contact), "m" + number);
                }
                expected.computeIfAbsent(contact, any -> new ArrayList<>()).add("contact m" + number);
            }
            fixture.away(random.nextInt(3) == 0);
            passAtOnce(replicas);
            fixture.away(false);
            fixture.world.clock.move(Duration.ofMillis(random.nextInt(3_000)));
        }
        for (int i = 0; i < 20 && fixture.states().contains("received"); i++) {
            passAtOnce(replicas);
            fixture.world.clock.move(Duration.ofMinutes(3));
        }

        for (int contact = 1; contact <= talks.size(); contact++) {
            assertThat(numbered(talks.get(contact - 1)))
                    .as("contact %d, seed %d", contact, seed)
                    .containsExactlyElementsOf(expected.getOrDefault(contact, List.of()));
        }
        assertThat(fixture.states()).containsOnly("replied");
        assertThat(fixture.told).isEmpty();
    }

    private static void passAtOnce(List<InboundService> replicas) {
        // Threads of the test's own: those of the common pool may be of a class loader of another test.
        try (ExecutorService threads = Executors.newFixedThreadPool(replicas.size())) {
            List<Future<Integer>> passes = replicas.stream()
                    .map(replica -> threads.submit(() -> {
                        int taken = 0;
                        for (int few = replica.pass(); few > 0; few = replica.pass()) {
                            taken += few;
                        }
                        return taken;
                    }))
                    .toList();
            for (Future<Integer> pass : passes) {
                pass.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** In the order in which they were added. */
    private static List<String> numbered(UUID communication) {
        return DB.values(
                "select sender || ' ' || text from messages join communications using (session_id) where communications.id = '"
                        + communication + "' order by number",
                String.class);
    }

    @Test
    void shouldKeepTheOrderOfEachChannelOfATenantForItself() {
        UUID other = fixture.world.telegramChannel();
        assertThat(other).isNotEqualTo(fixture.channel);
        UUID participant = Ids.v7();
        fixture.isKnown("1", participant);
        UUID talk = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.says("1", "At work");
        DB.execute("update inbound_messages set attempts = 1, due_at = due_at + interval '2 minutes', channel_id = '"
                + other + "'");
        fixture.says("1", "Yes");

        assertThat(fixture.pass()).isEqualTo(1);
        assertThat(fixture.said(talk)).containsExactly("contact Yes");
    }

    @Test
    void shouldForgetWhoWroteWhenThePersonIsErased() {
        UUID participant = Ids.v7();
        fixture.isKnown("1", participant);
        fixture.says("1", "Hello?");
        DB.execute("update inbound_messages set state = 'incoming', identifiers = null, customer_id = '"
                + World.customerOf(participant) + "'");
        assertThat(DB.values("select count(contact) from inbound_messages", Integer.class))
                .containsExactly(1);

        fixture.world.apply(fixture.world.erase(participant));

        assertThat(DB.values("select count(contact) from inbound_messages", Integer.class))
                .containsExactly(0);
    }
}
