package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How {@link Database} waits for connections and responses, and what becomes of a connection whose response did not arrive. */
class DatabaseConnectionsIT extends DatabaseFixture {
    @Test
    void shouldSayBusyWithinItsBoundWhenThePoolIsFull() throws Exception {
        // given
        Database one = pool(1, STATEMENT);
        var taken = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual()
                .start(() -> one.useTransaction(tx -> {
                    taken.countDown();
                    await(goOn);
                }));
        taken.await();
        long begin = System.nanoTime();

        // when, then
        assertThatThrownBy(() -> one.useTransaction(tx -> add(tx, 1))).isInstanceOf(DatabaseBusyException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(TestPool.ACQUISITION.minusMillis(50));
        goOn.countDown();
        holder.join();
        one.useTransaction(tx -> add(tx, 1));
        assertThat(amounts()).containsExactly(1, 0);
    }

    @Test
    void shouldSayBusyWhenTheDatabaseDoesNotAnswer() {
        try (var nowhere = new TestPool(
                new EmbeddedDatabase.Address("jdbc:postgresql://127.0.0.1:1/nowhere", "a", "b"), 1, STATEMENT)) {
            assertThatThrownBy(() -> nowhere.database.<Integer>read(tx -> 1)).isInstanceOf(DatabaseBusyException.class);
        }
    }

    @Test
    void shouldNeverGiveBackAConnectionWhoseAnswerDidNotComeInTime() {
        // given one connection, which holds locks of its session and of its transaction
        Database one = pool(1, Duration.ofMillis(400));
        int before = pid(one);

        // when
        assertThatThrownBy(() -> one.useTransaction(tx -> {
                    tx.query("select pg_advisory_lock(7)").execute();
                    add(tx, 1);
                    tx.query("select pg_sleep(60)").execute();
                }))
                .hasMessageStartingWith("Expected an answer of the database within 400 ms");

        // then the next one gets another, and nothing is left of the old one
        assertThat(pid(one)).isNotEqualTo(before);
        awaitGone(before);
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldRefuseFurtherStatementsAfterOneWhoseOutcomeIsUnknown() {
        Database one = pool(1, Duration.ofMillis(300));
        assertThatThrownBy(() -> one.useTransaction(tx -> {
                    try {
                        tx.query("select pg_sleep(60)").execute();
                    } catch (RuntimeException ignored) {
                        add(tx, 1);
                    }
                }))
                .hasMessage("Expected no statement after one whose outcome is unknown");
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldEndTheConnectionOfAnInterruptedThread() throws Exception {
        // given
        Database one = pool(1, STATEMENT);
        var pid = new CompletableFuture<Integer>();
        var failure = new AtomicReference<Throwable>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                one.useTransaction(tx -> {
                    pid.complete(tx.query("select pg_backend_pid() as pid")
                            .one(row -> row.integer("pid"))
                            .orElseThrow());
                    add(tx, 1);
                    tx.query("select pg_sleep(60)").execute();
                });
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        int backend = pid.get(10, TimeUnit.SECONDS);
        Await.until("it sleeps", () -> isRunning(backend, "select pg_sleep%"));

        // when
        worker.interrupt();
        worker.join(5_000);

        // then
        assertThat(worker.isAlive()).isFalse();
        assertThat(failure.get()).hasMessage("Interrupted while waiting for the database");
        awaitGone(backend);
        assertThat(pid(one)).isNotEqualTo(backend);
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldGiveBackAConnectionThatComesAfterItsWaiterWasInterrupted() throws Exception {
        // given
        Database one = pool(1, STATEMENT);
        var taken = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual()
                .start(() -> one.useTransaction(tx -> {
                    taken.countDown();
                    await(goOn);
                }));
        taken.await();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                one.useTransaction(tx -> {});
            } catch (RuntimeException expected) {
                assertThat(expected).hasMessage("Interrupted while waiting for the database");
            }
        });
        Await.until("it waits", () -> waiter.getState() == Thread.State.TIMED_WAITING);

        // when
        waiter.interrupt();
        waiter.join();
        goOn.countDown();
        holder.join();

        // then
        for (int i = 0; i < 3; i++) {
            one.useTransaction(tx -> add(tx, 2));
        }
        assertThat(amounts()).containsExactly(0, 3);
    }

    @Test
    void shouldRefuseToWaitOnAnEventLoop() {
        var pool = new TestPool(address, 1, STATEMENT);
        open.add(pool);
        var outcome = new CompletableFuture<Integer>();
        pool.vertx.runOnContext(any -> {
            try {
                outcome.complete(pool.database.<Integer>read(tx -> 1));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("Expected a worker or a virtual thread, but this is an event loop");
    }

    private static int pid(Database database) {
        return database.<Integer>read(tx -> tx.query("select pg_backend_pid() as pid")
                .one(row -> row.integer("pid"))
                .orElseThrow());
    }

    private void awaitGone(int backend) {
        Await.until("the backend is gone", () -> !isRunning(backend, "%"));
    }

    private boolean isRunning(int backend, String statement) {
        return database.<Boolean>read(
                tx -> tx.query("select 1 from pg_stat_activity where pid = :pid and query like :statement")
                        .bind("pid", backend)
                        .bind("statement", statement)
                        .one(row -> true)
                        .isPresent());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
