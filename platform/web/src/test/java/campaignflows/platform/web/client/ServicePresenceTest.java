package campaignflows.platform.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.client.ServicePresence.Pass;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServicePresenceTest {
    private long now = -5;
    private boolean ending;
    private final Deque<CompletableFuture<Boolean>> probes = new ArrayDeque<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Deque<Runnable> nextProbes = new ArrayDeque<>();
    private final Map<String, Pass> gone = new LinkedHashMap<>();
    private final List<String> givenUp = new ArrayList<>();
    private final ServicePresence presence = of(Duration.ofSeconds(20));

    private ServicePresence of(Duration limit) {
        return new ServicePresence(
                limit,
                () -> now,
                (pause, action) -> (pause.compareTo(Duration.ofSeconds(1)) < 0 ? nextProbes : late).add(action),
                this::probe,
                () -> ending);
    }

    private CompletableFuture<Boolean> probe() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        probes.add(answer);
        return answer;
    }

    private void enter(String name) {
        presence.enter(new ServicePresence.Waiting() {
            @Override
            public void go(Pass pass) {
                gone.put(name, pass);
            }

            @Override
            public void giveUp() {
                givenUp.add(name);
            }
        });
    }

    private void answer(boolean takes) {
        probes.remove().complete(takes);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private void close(String name) {
        Objects.requireNonNull(gone.get(name)).close();
    }

    @Test
    void shouldLetRequestsGoAtOnceWhileNothingIsKnownAgainstIt() {
        enter("a");

        assertThat(presence.isPresent()).isTrue();
        assertThat(gone).containsOnlyKeys("a");
        assertThat(probes).isEmpty();
    }

    @Test
    void shouldSendNothingButOneProbeAfterTheOtherWhileItIsAway() {
        assertThat(presence.notTaken()).isTrue();
        assertThat(presence.notTaken()).as("of another request").isTrue();
        enter("a");
        assertThat(probes).hasSize(1);

        answer(false);
        assertThat(probes).isEmpty();
        nextProbes.remove().run();
        assertThat(probes).hasSize(1);
        probes.remove().completeExceptionally(new IllegalStateException("refused"));
        nextProbes.remove().run();
        assertThat(gone).isEmpty();

        answer(true);
        assertThat(gone).containsOnlyKeys("a");
        assertThat(presence.isPresent()).isTrue();
        assertThat(nextProbes).isEmpty();
    }

    @Test
    void shouldLetThoseThatWaitedGoInOrderAndMoreWithEachThatIsAnswered() {
        presence.notTaken();
        for (String name : "abcdefgh".split("")) {
            enter(name);
        }
        answer(true);
        assertThat(gone.keySet()).containsExactly("a", "b");

        enter("i");
        close("b");
        assertThat(gone.keySet()).containsExactly("a", "b", "c", "d");
        close("b");
        assertThat(gone.keySet()).as("a pass closed twice").hasSize(4);
        close("a");
        close("c");
        assertThat(gone.keySet()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(presence.isPresent()).isFalse();
        close("d");
        assertThat(gone.keySet()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
        assertThat(presence.isPresent()).isTrue();
    }

    @Test
    void shouldNotBeHeldUpByWhatTakesLong() {
        presence.notTaken();
        for (String name : "abcd".split("")) {
            enter(name);
        }
        answer(true);
        List.copyOf(late).forEach(Runnable::run);
        assertThat(gone.keySet()).containsExactly("a", "b", "c", "d");
        close("a");
        assertThat(presence.isPresent()).isTrue();
    }

    @Test
    void shouldHoldTheRestWhenItGoesAwayAgain() {
        presence.notTaken();
        for (String name : "abcd".split("")) {
            enter(name);
        }
        answer(true);
        presence.notTaken();
        close("a");
        close("b");
        assertThat(gone.keySet()).containsExactly("a", "b");

        answer(true);
        assertThat(gone.keySet()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldGiveUpWhenItHasBeenAwayForTooLong() {
        presence.notTaken();
        enter("a");
        pass(19);
        answer(false);
        assertThat(givenUp).isEmpty();
        nextProbes.remove().run();
        pass(1);
        answer(false);
        assertThat(givenUp).containsExactly("a");

        enter("b");
        assertThat(gone).as("tried at once").containsOnlyKeys("b");
        assertThat(presence.notTaken()).isFalse();
        pass(9);
        assertThat(presence.notTaken()).isFalse();
        pass(11);
        assertThat(presence.notTaken()).as("after a silence").isTrue();
    }

    @Test
    void shouldTrustOneThatWasLostOnceItResponds() {
        presence.notTaken();
        pass(20);
        answer(false);
        presence.taken();

        assertThat(presence.isPresent()).isTrue();
        assertThat(presence.notTaken()).isTrue();
    }

    @Test
    void shouldCountFromTheFirstAbsenceOfOneThatFlickers() {
        presence.notTaken();
        for (String name : "abcd".split("")) {
            enter(name);
        }
        pass(15);
        answer(true);
        presence.notTaken();
        pass(5);
        answer(false);

        assertThat(givenUp).containsExactly("c", "d");
    }

    @Test
    void shouldWaitForNobodyAtTheEndOfTheProcess() {
        presence.notTaken();
        enter("a");
        ending = true;
        answer(false);

        assertThat(givenUp).containsExactly("a");
        assertThat(presence.notTaken()).isFalse();
    }

    @Test
    void shouldHoldNothingWhereThatIsSwitchedOff() {
        assertThat(of(Duration.ZERO).notTaken()).isFalse();
        assertThatThrownBy(() -> of(Duration.ofHours(1))).hasMessageContaining("campaignflows.http.absence-wait");
    }
}
