package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.CompletionProbe;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Start and Stop: what comes after one answered and before the other was asked counts, and nothing else (C3, C4). */
@Order(3)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class RunsE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HELLO = "HELLO";

    private Api api;
    private Sender whatsapp;
    private Sender email;
    private MailCatcher mails;

    @BeforeAll
    void connect(LocalSystem system) {
        api = system.admin();
        Installation installation = new Installation(api);
        whatsapp = installation.whatsappSimulator();
        email = installation.emailMessages();
        mails = system.mails();
    }

    @Test
    void shouldNotMissWhoComesRightAfterTheFirstStart() {
        List<Campaign> campaigns = IntStream.range(0, 12)
                .mapToObj(i -> greeting("First start " + i))
                .toList();
        for (int i = 0; i < campaigns.size(); i++) {
            Campaign campaign = campaigns.get(i);
            campaign.add(Person.named("too-early-" + i));
            campaign.start();
            campaign.add(Person.named("just-in-time-" + i));
        }
        for (int i = 0; i < campaigns.size(); i++) {
            assertThat(CompletionProbe.names(campaigns.get(i)))
                    .isEqualTo(Map.of("too-early-" + i, List.of(), "just-in-time-" + i, List.of(HELLO)));
        }
    }

    @Test
    void shouldTellRunsApartHoweverFastTheyFollow() {
        long seed = Long.getLong("e2e.seed", System.nanoTime());
        System.out.println("e2e: runs with -De2e.seed=" + seed);
        Random random = new Random(seed);
        Campaign campaign = greeting("On and off and on");
        Map<String, List<String>> expected = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            List<String> stopped = add(campaign, "stopped-" + round, random.nextInt(3));
            campaign.start();
            List<String> started = add(campaign, "started-" + round, 1 + random.nextInt(3));
            boolean patient = random.nextBoolean();
            if (patient) {
                started.forEach(key -> awaitGreeting(campaign, key));
            }
            campaign.stop();
            Map<String, Integer> atStop = counts(campaign);
            stopped.forEach(key -> expected.put(key, List.of()));
            // Stop may overtake the walks; those that it overtook must never come.
            started.forEach(key ->
                    expected.put(key, patient || atStop.getOrDefault(key, 0) > 0 ? List.of(HELLO) : List.of()));
        }
        campaign.start();
        assertThat(CompletionProbe.names(campaign)).isEqualTo(expected);
    }

    private static List<String> add(Campaign campaign, String prefix, int people) {
        List<String> keys =
                IntStream.range(0, people).mapToObj(i -> prefix + "-" + i).toList();
        keys.forEach(key -> campaign.add(Person.named(key)));
        return keys;
    }

    private static void awaitGreeting(Campaign campaign, String key) {
        Await.until(
                "the greeting of " + key,
                LIMIT,
                () -> campaign.byKey().get(key),
                one -> one != null && one.communicationsCount() == 1);
    }

    @Test
    void shouldWalkNothingMoreOnceStopHasAnswered() {
        int people = 600;
        Campaign campaign = greeting("Stopped in the middle");
        campaign.start();
        campaign.add(IntStream.range(0, people)
                .mapToObj(i -> Person.named("crowd-" + i))
                .toList());
        Await.until("the first walks", LIMIT, () -> greeted(campaign), greeted -> greeted > 0);
        campaign.stop();
        Map<String, Integer> atStop = counts(campaign);
        System.out.println("e2e: stopped after "
                + atStop.values().stream().mapToInt(Integer::intValue).sum() + " of " + people + " walks");

        campaign.start();
        Map<String, Integer> atLast = new HashMap<>();
        CompletionProbe.names(campaign).forEach((key, names) -> atLast.put(key, names.size()));

        assertThat(atLast).isEqualTo(atStop);
    }

    @Test
    void shouldHoldPlannedCommunicationsWhileStopped() {
        Instant due = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        Campaign campaign = Campaign.create(api, "Held");
        campaign.activeFlow(new FlowDraft("Later")
                .node("created", "participant_created")
                .communication(
                        "mail",
                        "email_communication",
                        "LATER",
                        email,
                        Map.of(
                                "subject",
                                "Later",
                                "body",
                                "Now",
                                "when",
                                Map.of("base", Map.of("kind", "literal", "value", due.toString()))))
                .line("created", "mail"));
        campaign.start();
        campaign.add(Person.named("patient"));
        Participant patient = campaign.participants().getFirst();
        Communication planned = Await.until(
                        "the plan", LIMIT, () -> campaign.communications(patient.id()), list -> !list.isEmpty())
                .getFirst();
        assertThat(planned.scheduledAt()).isEqualTo(due);
        assertThat(planned.status()).isEqualTo("planned");
        campaign.stop();
        assertThat(Instant.now()).as("stopped before it was due").isBefore(due);

        Await.until("two seconds past the time", LIMIT, Instant::now, now -> now.isAfter(due.plusSeconds(2)));
        assertThat(campaign.communication(planned.id()).status()).isEqualTo("planned");
        assertThat(mails.to("patient@people.example")).isEmpty();

        campaign.start();
        Await.until("the mail", LIMIT, () -> mails.to("patient@people.example"), list -> !list.isEmpty());
        Communication sent = Await.until(
                "its status",
                LIMIT,
                () -> campaign.communication(planned.id()),
                one -> one.status().equals("delivered"));
        assertThat(sent.startedAt()).isAfter(due.plusSeconds(2));
        assertThat(mails.to("patient@people.example")).hasSize(1);
    }

    private Campaign greeting(String name) {
        Campaign campaign = Campaign.create(api, name);
        campaign.activeFlow(new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", HELLO, whatsapp)
                .line("created", "hello"));
        CompletionProbe.prepare(campaign, whatsapp);
        return campaign;
    }

    private static Map<String, Integer> counts(Campaign campaign) {
        Map<String, Integer> counts = new HashMap<>();
        campaign.byKey().forEach((key, one) -> counts.put(key, one.communicationsCount()));
        return counts;
    }

    private static int greeted(Campaign campaign) {
        return counts(campaign).values().stream().mapToInt(Integer::intValue).sum();
    }
}
