package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Communications on a web channel, from the plan to the row that every browser of the visitor is shown. */
@NullMarked
class WebDispatchIT extends WorldFixture {
    private static final String WEB_ID = "visitor:a";
    private UUID channel;
    private DispatchParts parts;
    private UUID agent;

    @BeforeEach
    void begin() {
        channel = world.channel(ChannelType.WEB);
        agent = world.messageAgent(channel);
        parts = replica();
    }

    @Test
    void shouldStoreAMessageForTheVisitorAndCountItAsStarted() {
        Envelope<CommunicationCommand> plan = plan();

        parts.passAll();
        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("started");
        assertThat(db.attempts(idOf(plan))).containsExactly("1 accepted");
        assertThat(texts()).containsExactly("Dear customer " + plan.data().participantId());
    }

    @Test
    void shouldHandOverAgainAfterACrashAndShowItOnce() {
        UUID stored = idOf(plan());
        UUID notStored = idOf(plan());
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(stored, notStored));
        assertThat(send(stored, "Dear customer")).isInstanceOf(SendOutcome.Accepted.class);
        db.crash();
        parts = replica();

        assertThat(parts.claims.recover(10, List.of())).isEqualTo(2);
        assertThat(db.status(stored)).isEqualTo("planned");
        assertThat(db.reason(stored)).isEqualTo(Reasons.HANDED_OVER_AGAIN);
        parts.passAll();

        for (UUID id : List.of(stored, notStored)) {
            assertThat(db.told(id)).containsExactly("started");
            assertThat(db.attempts(id)).containsExactly("1 unknown", "2 accepted");
        }
        assertThat(texts()).hasSize(2).contains("Dear customer");
    }

    @Test
    void shouldStoreNothingOfWhomWasErased() {
        Envelope<CommunicationCommand> plan = plan();
        parts.passAll();
        assertThat(texts()).hasSize(1);

        world.apply(world.erase(plan.data().participantId()));
        assertThat(texts()).isEmpty();
        assertThat(send(idOf(plan), "Again")).isInstanceOf(SendOutcome.RefusedForGood.class);
        assertThat(texts()).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeShown() {
        UUID id = idOf(plan());
        assertThat(send(id, " ")).isInstanceOf(SendOutcome.RefusedForGood.class);
        assertThat(send(id, "x".repeat(4097))).isInstanceOf(SendOutcome.RefusedForGood.class);
        assertThat(send(id, "😀".repeat(4096))).isInstanceOf(SendOutcome.Accepted.class);
    }

    @Test
    void shouldCommitPlacesInTheirOrder() throws ExecutionException, InterruptedException {
        int messages = 40;
        List<UUID> ids = Stream.generate(() -> idOf(plan())).limit(messages).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<SendOutcome>> sent =
                    ids.stream().map(id -> threads.submit(() -> send(id, "m"))).toList();
            long seen = 0;
            int shown = 0;
            // Whoever reads on from the last one that it has seen sees all of them, whenever it looks.
            while (shown < messages) {
                List<Long> next =
                        db.values("select seq from web_messages where seq > " + seen + " order by seq", Long.class);
                shown += next.size();
                seen = next.isEmpty() ? seen : next.getLast();
                if (next.isEmpty() && sent.stream().allMatch(Future::isDone)) {
                    break;
                }
            }
            shown += db.values("select seq from web_messages where seq > " + seen, Long.class)
                    .size();
            for (Future<SendOutcome> each : sent) {
                assertThat(each.get()).isInstanceOf(SendOutcome.Accepted.class);
            }
            assertThat(shown).isEqualTo(messages);
        }
    }

    private SendOutcome send(UUID id, String text) {
        return Ways.of(Settings.with(Map.of()), world.work, world.clock)
                .of(db.database()
                        .read(tx -> new ChannelLookupRepository().all(tx, List.of(channel)))
                        .getFirst())
                .send(new ProviderMessage(
                        id, WEB_ID, new MessageContent(null, text, null), Map.of(), world.clock.instant()));
    }

    private DispatchParts replica() {
        return new DispatchParts(world, this::contacts, Map.of());
    }

    private Envelope<CommunicationCommand> plan() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WEB, channel, agent, Ids.v7(), world.now());
        world.apply(plan);
        return plan;
    }

    private static List<String> texts() {
        return db.values("select text from web_messages order by seq", String.class);
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            known.put(
                    participant,
                    new ContactPoints.Contact(
                            world.tenant, world.campaign, participant, Map.of(ChannelType.WEB, WEB_ID), Set.of()));
        }
        return known;
    }
}
