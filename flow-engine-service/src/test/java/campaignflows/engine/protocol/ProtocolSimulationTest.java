package campaignflows.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The four properties of the architecture (<i>What must hold</i>) in random schedules of crashes, zombies, rebalances, lost,
 * late and repeated messages and slow parts. Engines and relays are the real classes; what they reach is modelled
 * (ADR 0008 says which is which). Each schedule follows from its seed alone:
 *
 * <pre>
 * -Dtest=ProtocolSimulationTest -Dsimulation.seed=4711            that schedule and no other
 * -Dtest=ProtocolSimulationTest -Dsimulation.schedules=1000000    so many, from a seed that is printed
 * </pre>
 *
 * <p>That it can fail is tested by {@link Mutation}s, each of which must be found.
 */
class ProtocolSimulationTest {
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 2_000);
    private static final @Nullable Long SEED = Long.getLong("simulation.seed");
    private static final int SCHEDULES_OF_A_MUTATION = 3_000;
    private static final int PARALLEL = 2;

    /** Kept, because loggers that nobody holds forget their level. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("campaignflows.engine.processing"), Logger.getLogger("campaignflows.platform.messaging"));

    /** What goes wrong here goes wrong on purpose. */
    @BeforeAll
    static void silence() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterAll
    static void letTalk() {
        LOGGERS.forEach(logger -> logger.setLevel(null));
    }

    @Test
    void shouldHoldWhateverCrashesRepeatsOrIsSlow() {
        // given
        long first = SEED != null ? SEED : Math.abs(System.nanoTime());
        int count = SEED != null ? 1 : SCHEDULES;
        AtomicLong steps = new AtomicLong();
        AtomicInteger compared = new AtomicInteger();

        // when
        long since = System.nanoTime();
        Failure failure = firstFailure(first, count, seed -> {
            Simulation.Outcome outcome = outcomeOf(seed, Mutation.NONE, true);
            steps.addAndGet(outcome.steps());
            if (outcome.comparable()) {
                compared.incrementAndGet();
                assertThat(outcome.digest())
                        .as("what an undisturbed world leaves")
                        .isEqualTo(outcomeOf(seed, Mutation.NONE, false).digest());
            }
        });

        // then
        System.out.printf(
                "simulation: %d schedules from seed %d, %d steps, %d compared with an undisturbed world, %.1f s%n",
                count, first, steps.get(), compared.get(), (System.nanoTime() - since) / 1e9);
        if (failure != null) {
            throw new AssertionError("Repeat it with -Dsimulation.seed=" + failure.seed(), failure.cause());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mutation.class, mode = Mode.EXCLUDE, names = "NONE")
    void shouldFindEachWayToBreakTheProtocol(Mutation mutation) {
        // when
        Failure failure = firstFailure(1, SCHEDULES_OF_A_MUTATION, seed -> outcomeOf(seed, mutation, true));

        // then
        assertThat(failure).as("a schedule that finds " + mutation).isNotNull();
        Failure found = Objects.requireNonNull(failure);
        System.out.printf("simulation: %s found after %d schedules: %s%n", mutation, found.seed(), found.brief());
        assertThat(found.cause()).isInstanceOf(InvariantMonitor.Violation.class);
    }

    @Test
    void shouldRepeatAScheduleByItsSeed() {
        List<Simulation.Outcome> once = outcomes();

        assertThat(outcomes()).isEqualTo(once);
    }

    private static List<Simulation.Outcome> outcomes() {
        List<Simulation.Outcome> outcomes = new ArrayList<>();
        onAVirtualThread(() -> LongStream.rangeClosed(1, 20)
                .mapToObj(seed -> outcomeOf(seed, Mutation.NONE, true))
                .forEach(outcomes::add));
        return outcomes;
    }

    private static Simulation.Outcome outcomeOf(long seed, Mutation mutation, boolean disturbed) {
        try (Simulation simulation = new Simulation(seed, mutation, disturbed)) {
            return simulation.run();
        }
    }

    private record Failure(long seed, Throwable cause) {
        String brief() {
            String message = String.valueOf(cause.getMessage());
            return message.substring(0, Math.min(message.length(), 120));
        }
    }

    /** Several schedules run at a time; the failure of the smallest seed is reported. */
    private static @Nullable Failure firstFailure(long first, int count, LongConsumer schedule) {
        AtomicLong next = new AtomicLong(first);
        AtomicReference<@Nullable Failure> found = new AtomicReference<>();
        Runnable work = () -> {
            while (found.get() == null) {
                long seed = next.getAndIncrement();
                if (seed >= first + count) {
                    return;
                }
                try {
                    schedule.accept(seed);
                } catch (Throwable e) {
                    Failure failure = new Failure(seed, e);
                    found.accumulateAndGet(
                            failure, (before, now) -> before == null || now.seed() < before.seed() ? now : before);
                }
            }
        };
        onVirtualThreads(PARALLEL, work);
        return found.get();
    }

    private static void onAVirtualThread(Runnable work) {
        onVirtualThreads(1, work);
    }

    /** Where handing over between a scheduler and its tasks is cheap. */
    private static void onVirtualThreads(int count, Runnable work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(work));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }
}
