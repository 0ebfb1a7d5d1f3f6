package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of a chain that an event loop must not do. */
class OffEventLoopTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    private record Places(boolean workWasVirtual, Context before, Context after, boolean afterIsEventLoop) {}

    @Test
    void shouldWorkOnAVirtualThreadAndGoOnWhereTheChainWas() throws Exception {
        var places = new CompletableFuture<Places>();
        vertx.getOrCreateContext().runOnContext(any -> {
            Context before = Vertx.currentContext();
            OffEventLoop.supply(() -> Thread.currentThread().isVirtual())
                    .subscribe()
                    .with(
                            virtual -> places.complete(
                                    new Places(virtual, before, Vertx.currentContext(), Context.isOnEventLoopThread())),
                            places::completeExceptionally);
        });
        Places seen = places.get(10, TimeUnit.SECONDS);
        assertThat(seen.workWasVirtual()).isTrue();
        assertThat(seen.after()).isSameAs(seen.before());
        assertThat(seen.afterIsEventLoop()).isTrue();
    }

    @Test
    void shouldFailWithWhatTheWorkFailedWith() {
        var outcome = OffEventLoop.<String>supply(() -> {
                    throw new IllegalArgumentException("no");
                })
                .subscribeAsCompletionStage();
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("no");
    }

    @Test
    void shouldRefuseAnEventLoopAndNothingElse() throws Exception {
        OffEventLoop.require();
        var refusal = new CompletableFuture<Throwable>();
        vertx.getOrCreateContext().runOnContext(any -> {
            try {
                OffEventLoop.require();
                refusal.complete(new AssertionError("Expected a refusal, but there was none"));
            } catch (IllegalStateException e) {
                refusal.complete(e);
            }
        });
        assertThat(refusal.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }
}
