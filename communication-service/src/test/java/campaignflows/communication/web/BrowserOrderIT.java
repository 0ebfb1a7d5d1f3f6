package campaignflows.communication.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.inbound.WebIntakes;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What browsers say of the messages that they were shown: in any order, repeated, late and forged, beside a model of the statuses. */
@NullMarked
class BrowserOrderIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final int ROUNDS = 12;
    private static final int MESSAGES = 4;
    private static final int CALLS = 20;

    private final long seed = Long.getLong("order.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private World world;
    private UUID channel;
    private UUID agent;
    private WebService service;
    private Visitor stranger;

    @BeforeEach
    void begin() {
        System.out.println("order.seed " + seed);
        world = new World(DB);
        channel = world.channel(ChannelType.WEB);
        agent = world.simulatedAgent(channel, "{\"delivered\":0,\"failed\":0}", List.of(), Duration.ofHours(72));
        CommunicationConfig config = Settings.with(Map.of());
        service = new WebService(
                new ChannelLookupRepository(),
                new ChannelCredentials(world.cipher),
                new WebMessageRepository(),
                WebIntakes.of(world),
                new VisitorTokens(config),
                world.work,
                config,
                world.clock);
        stranger = new Visitor(channel, "visitor:stranger");
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    /** A message for a visitor, and what its communication should have become. */
    private record Shown(UUID id, long seq, int toldBefore, StatusModel model) {}

    @Test
    @DisplayName("M1: the word of browsers")
    void shouldGoForwardOnlyByTheWordOfBrowsers() {
        for (int round = 0; round < ROUNDS; round++) {
            Visitor visitor = new Visitor(channel, "visitor:" + round);
            List<Shown> shown = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                shown.add(show(visitor));
            }
            for (int i = 0; i < CALLS; i++) {
                call(visitor, shown);
                shown.forEach(one -> assertThat(DB.status(one.id()))
                        .as("seed %d", seed)
                        .isEqualTo(one.model().status()));
            }
            shown.forEach(one -> {
                List<String> told = DB.told(one.id());
                assertThat(told.subList(one.toldBefore(), told.size()))
                        .as("seed %d", seed)
                        .isEqualTo(one.model().told());
            });
        }
    }

    private void call(Visitor visitor, List<Shown> shown) {
        Shown one = shown.get(random.nextInt(shown.size()));
        switch (random.nextInt(6)) {
            case 0 -> end(one);
            case 1 ->
                assertThatThrownBy(() -> acknowledge(stranger, one, random.nextBoolean()))
                        .isInstanceOfSatisfying(
                                FrameException.class,
                                refused -> assertThat(refused.code()).isEqualTo(FrameCode.MESSAGE_UNKNOWN));
            case 2 ->
                assertThatThrownBy(() -> service.identify(
                                channel,
                                new ClientFrame.Hello(
                                        new ClientFrame.Secret(visitor.webId(), "c2VjcmV0LW9mLXNvbWVib2R5LWVsc2U"),
                                        null,
                                        0)))
                        .isInstanceOfSatisfying(
                                FrameException.class,
                                refused -> assertThat(refused.code()).isEqualTo(FrameCode.VISITOR_UNKNOWN));
            default -> {
                boolean read = random.nextBoolean();
                acknowledge(visitor, one, read);
                shown.stream()
                        .filter(each -> each.seq() <= one.seq())
                        .forEach(each -> each.model().callback(read ? "read" : "delivered"));
            }
        }
    }

    private void acknowledge(Visitor visitor, Shown one, boolean read) {
        service.acknowledge(visitor, new ClientFrame.Acknowledge(one.seq(), read));
    }

    /** It ends for another reason, so that what browsers say afterwards is late. */
    private void end(Shown one) {
        CommunicationStatus to = random.nextBoolean() ? CommunicationStatus.NO_RESPONSE : CommunicationStatus.COMPLETED;
        world.work.useTransaction(tx ->
                world.transitions.apply(tx, List.of(StatusChange.end(one.id(), to, world.clock.instant(), null))));
        one.model().callback(to.name().toLowerCase(Locale.ROOT));
    }

    private Shown show(Visitor visitor) {
        var plan = world.plan(ChannelType.WEB, channel, agent);
        world.apply(plan);
        UUID id = World.idOf(plan);
        world.work.useTransaction(tx -> {
            assertThat(new WebMessageRepository()
                            .store(tx, WebMessageRepository.Part.only(id), visitor, "Hello", world.clock.instant()))
                    .isTrue();
            world.transitions.apply(
                    tx, List.of(StatusChange.step(id, CommunicationStatus.STARTED, world.clock.instant(), null)));
        });
        long seq = DB.values("select seq from web_messages where communication_id = '" + id + "'", Long.class)
                .getFirst();
        return new Shown(id, seq, DB.told(id).size(), new StatusModel(DB.status(id)));
    }
}
