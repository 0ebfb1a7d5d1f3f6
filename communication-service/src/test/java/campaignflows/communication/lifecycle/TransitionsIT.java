package campaignflows.communication.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step from each status, stored and told: asked for by several at the same moment and again afterwards, it is made once. */
@NullMarked
class TransitionsIT {
    private static final int AT_ONCE = 3;

    private static TestDatabase db;
    private static World world;
    private static UUID channel;
    private static UUID agent;

    @BeforeAll
    static void begin() {
        db = new TestDatabase();
        world = new World(db);
        channel = world.channel(ChannelType.TELEGRAM);
        agent = world.simulatedAgent(channel, "{}", List.of(), Duration.ofHours(72));
    }

    @AfterAll
    static void end() {
        db.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(CommunicationStatus.values())
                .flatMap(from -> Stream.of(CommunicationStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    @DisplayName("M1: each transition happens and fires once, and there are no others")
    void shouldMakeEachStepOnceThoughManyAskForIt(CommunicationStatus from, CommunicationStatus to) throws Exception {
        UUID id = in(from);
        List<String> before = db.told(id);

        int made = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Boolean>> asked = Stream.generate(() -> threads.submit(() -> make(id, to)))
                    .limit(AT_ONCE)
                    .toList();
            for (Future<Boolean> each : asked) {
                made += each.get() ? 1 : 0;
            }
        }

        boolean allowed = StatusModel.allows(name(from), name(to));
        assertThat(made).isEqualTo(allowed ? 1 : 0);
        assertThat(make(id, to)).isFalse();
        assertThat(db.status(id)).isEqualTo(name(allowed ? to : from));
        List<String> told = db.told(id);
        assertThat(told.subList(0, before.size())).isEqualTo(before);
        assertThat(told.subList(before.size(), told.size())).isEqualTo(allowed ? List.of(name(to)) : List.of());
    }

    private static UUID in(CommunicationStatus status) {
        var plan = world.plan(ChannelType.TELEGRAM, channel, agent);
        world.apply(plan);
        UUID id = World.idOf(plan);
        if (status == CommunicationStatus.NO_RESPONSE) {
            assertThat(make(id, CommunicationStatus.STARTED)).isTrue();
        }
        if (status != CommunicationStatus.PLANNED) {
            assertThat(make(id, status)).isTrue();
        }
        return id;
    }

    /** Whether it was made. */
    private static boolean make(UUID id, CommunicationStatus to) {
        Instant now = world.clock.instant();
        StatusChange change = to.isFinal()
                ? StatusChange.end(id, to, now, "told so")
                : StatusChange.step(id, to, now, now.plusSeconds(60));
        return !world.work
                .inTransaction(tx -> world.transitions.apply(tx, List.of(change)))
                .isEmpty();
    }

    private static String name(CommunicationStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
