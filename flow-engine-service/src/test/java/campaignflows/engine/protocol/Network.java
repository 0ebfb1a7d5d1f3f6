package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls between processes: a request may be lost, be late, or take effect without an answer, and a server that stands still
 * goes on with it after its client gave up.
 */
final class Network {
    private static final long CALL_TIMEOUT = 10_000_000_000L;
    private static final long LATE = 20_000_000_000L;

    private final Schedule schedule;
    private final FaultProfile chaos;

    Network(Schedule schedule, FaultProfile chaos) {
        this.schedule = schedule;
        this.chaos = chaos;
    }

    private static final class Call<T> {
        private boolean done;
        private final List<T> answer = new ArrayList<>(1);
        private @Nullable RuntimeException failure;

        private void answer(SimulatedProcess server, Function<SimulatedProcess, T> handler) {
            try {
                answer.add(handler.apply(server));
            } catch (RuntimeException e) {
                failure = e;
            }
            done = true;
        }
    }

    /**
     * Has one of the servers handle the request.
     *
     * @throws Store.Broken if there is no answer, whatever became of the request
     * @throws RuntimeException what the handler throws
     */
    <T> T call(List<SimulatedProcess> servers, Function<SimulatedProcess, T> handler) {
        schedule.pause();
        List<SimulatedProcess> alive =
                servers.stream().filter(server -> !server.isDead()).toList();
        FaultProfile.Answer fate = chaos.answer();
        if (alive.isEmpty() || fate == FaultProfile.Answer.LOST) {
            throw new SimulatedDatabase.Broken("The server does not answer");
        }
        SimulatedProcess server = schedule.pick(alive);
        Call<T> call = new Call<>();
        schedule.spawn(server, () -> {
            if (fate == FaultProfile.Answer.LATE) {
                schedule.await(null, schedule.below(LATE));
            }
            call.answer(server, handler);
        });
        if (fate == FaultProfile.Answer.NONE) {
            schedule.await(() -> call.done || server.isDead(), CALL_TIMEOUT);
        } else {
            schedule.await(null, schedule.below(CALL_TIMEOUT));
        }
        if (fate != FaultProfile.Answer.NONE || !call.done) {
            throw new SimulatedDatabase.Broken("There is no answer");
        }
        if (call.failure != null) {
            throw call.failure;
        }
        return call.answer.getFirst();
    }
}
