package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UncancellableTest {

    @Test
    void shouldGoOnThoughTheSubscriberCancels() {
        var first = new CompletableFuture<Integer>();
        var ended = new AtomicInteger();
        Uni<Integer> work = Uncancellable.run(() ->
                Uni.createFrom().completionStage(first).map(one -> one + 1).invoke(ended::set));

        work.subscribe().with(any -> {}).cancel();
        first.complete(1);

        assertThat(ended).hasValue(2);
    }

    @Test
    void shouldBeginAtEachSubscriptionAndPassOnWhatCameOfIt() {
        var begun = new AtomicInteger();
        Uni<Integer> work = Uncancellable.run(() -> Uni.createFrom().item(begun.incrementAndGet()));

        assertThat(begun).hasValue(0);
        assertThat(work.await().indefinitely()).isEqualTo(1);
        assertThat(work.await().indefinitely()).isEqualTo(2);
    }

    @Test
    void shouldFailAsTheWorkDoes() {
        Uni<Integer> work = Uncancellable.run(() -> Uni.createFrom().failure(new IllegalStateException("no")));

        assertThatThrownBy(() -> work.await().indefinitely())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }
}
