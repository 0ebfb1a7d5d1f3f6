package campaignflows.e2e.alert;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * CampaignFlowsEventsWait: an engine that has too little of a processor, and events that go on coming, more than 100,000 of them. All
 * partitions move, so that nobody is woken up; with the whole processor all are walked, once.
 */
public final class EventsWaitDrill {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String TOPIC = "participant-events";

    /** Of the people whose events are copied, one in ten has a flow walked by each. */
    private static final int WALKED = 48;

    private static final int PASSED = 432;
    private static final int ALL = WALKED + PASSED;
    private static final int AT_ONCE = 230 * ALL;
    private static final int EACH_SECOND = 10 * ALL;

    private EventsWaitDrill() {}

    public static void run(DrillSystem system) {
        Campaign walked = campaign(system, "walked", "participant_created", WALKED);
        Campaign passed = campaign(system, "passed", "incoming_session", PASSED);
        try (TopicRecords events = new TopicRecords(system.local(), TOPIC)) {
            List<TopicRecords.Written> created = new ArrayList<>(events(events, walked, WALKED));
            created.addAll(events(events, passed, PASSED));
            long before = positions(system);
            Backlog backlog = new Backlog(events, created, "/id");
            AtomicBoolean enough = new AtomicBoolean();
            try (FrozenProcess engine = FrozenProcess.mostly(
                    system.local(), DrillSystem.ENGINE, Duration.ofMillis(20), Duration.ofMillis(280))) {
                backlog.grow(AT_ONCE);
                Thread more = Thread.ofPlatform().daemon().name("more-events").start(() -> grow(backlog, enough));
                Alert alert = system.alerts()
                        .awaitFiring(
                                "CampaignFlowsEventsWait", Map.of("severity", "ticket"), "CampaignFlowsConsumerBehind");
                enough.set(true);
                more.join();
                assertThat(alert.annotations().get("summary")).isEqualTo("More events come than are walked.");
                assertThat(system.readiness(DrillSystem.ENGINE).standsStill()).isEmpty();
                System.out.printf(
                        "e2e:   %d events came, %d were walked meanwhile%n",
                        backlog.copies(), positions(system) - before);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            } finally {
                enough.set(true);
            }
            system.alerts().awaitOver("CampaignFlowsEventsWait");
            awaitEachWalkedOnce(system, walked, backlog.copies() / ALL * WALKED + WALKED);
        }
    }

    private static Campaign campaign(DrillSystem system, String name, String trigger, int people) {
        Campaign campaign = Campaign.create(system.admin(), name)
                .field("seen", "Seen", "boolean", false)
                .activeFlow(new FlowDraft("See")
                        .node("trigger", trigger)
                        .update("note", "participant.seen", literal(true))
                        .line("trigger", "note"))
                .start();
        campaign.add(IntStream.range(0, people)
                .mapToObj(i -> Person.named(name + "-" + i))
                .toList());
        return campaign;
    }

    private static List<TopicRecords.Written> events(TopicRecords events, Campaign campaign, int people) {
        return Await.until(
                "an event of each",
                LIMIT,
                () -> events.like(json -> json.path("type").asText().equals("ParticipantCreated")
                        && json.at("/data/campaign_id")
                                .asText()
                                .equals(campaign.id().toString())),
                list -> list.size() == people);
    }

    private static void grow(Backlog backlog, AtomicBoolean enough) {
        for (long next = System.nanoTime();
                !enough.get();
                next += Duration.ofSeconds(1).toNanos()) {
            backlog.grow(EACH_SECOND);
            while (System.nanoTime() < next && !enough.get()) {
                Await.pause();
            }
        }
    }

    private static long positions(DrillSystem system) {
        return system.prometheus()
                .query("sum(campaignflows_engine_position)")
                .at("/data/result/0/value/1")
                .asLong();
    }

    /** Each walk has an id that follows from the event's. */
    private static void awaitEachWalkedOnce(DrillSystem system, Campaign campaign, long expected) {
        ServiceDatabase journal = new ServiceDatabase(system.local(), "campaign");
        String walks = " from walks where campaign_id = '" + campaign.id() + "'";
        Await.until(
                "a walk of each", LIMIT, () -> journal.number("select count(*)" + walks), count -> count >= expected);
        assertThat(journal.number("select count(*)" + walks)).isEqualTo(expected);
    }
}
