package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {

    private static final Duration STATEMENT = Duration.ofSeconds(20);

    private enum Colour {
        LIGHT_GREEN,
        RED
    }

    private final EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
    private final List<TestPool> open = new ArrayList<>();
    private final Database database = pool(4, STATEMENT);

    private Database pool(int size, Duration statement) {
        var pool = new TestPool(address, size, statement);
        open.add(pool);
        return pool.database;
    }

    @BeforeEach
    void createATable() {
        database.useTransaction(tx -> {
            tx.query("create table account (id int primary key, amount int not null)")
                    .execute();
            tx.query("insert into account values (1, 0), (2, 0)").execute();
        });
    }

    @AfterEach
    void close() {
        open.forEach(TestPool::close);
    }

    @Test
    void shouldRepeatTheVictimOfADeadlockAsAWhole() throws Exception {
        var barrier = new CyclicBarrier(2);
        var runs = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(() -> transfer(1, 2, barrier, runs));
            Future<?> two = threads.submit(() -> transfer(2, 1, barrier, runs));
            one.get(30, TimeUnit.SECONDS);
            two.get(30, TimeUnit.SECONDS);
        }
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(amounts()).containsExactly(2, 2);
    }

    private void transfer(int first, int second, CyclicBarrier barrier, AtomicInteger runs) {
        database.useTransaction(tx -> {
            int run = runs.incrementAndGet();
            add(tx, first);
            if (run <= 2) {
                meet(barrier);
            }
            add(tx, second);
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(Tx tx, int account) {
        tx.query("update account set amount = amount + 1 where id = :id")
                .bind("id", account)
                .execute();
    }

    private List<Integer> amounts() {
        return database.read(
                tx -> tx.query("select amount from account order by id").list(row -> row.integer("amount")));
    }

    @Test
    void shouldRollBackAndPassOnAnyOtherFailureAtOnce() {
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    runs.incrementAndGet();
                    add(tx, 1);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(runs).hasValue(1);
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldTellTheConstraintOfARefusalAndNothingThatIsStored() {
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    add(tx, 1);
                    tx.query("insert into account values (:id, 7)")
                            .bind("id", 2)
                            .execute();
                }))
                .isInstanceOfSatisfying(StatementException.class, refused -> {
                    assertThat(refused.sqlState()).isEqualTo("23505");
                    assertThat(refused.constraint()).isEqualTo("account_pkey");
                })
                .hasMessage("PostgreSQL refused a statement sqlstate=23505 constraint=account_pkey table=account")
                .hasNoCause();
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldRollBackWhatABodyRefuses() {
        var committed = new AtomicInteger();
        assertThat(database.<String>inTransaction(tx -> {
                    add(tx, 1);
                    tx.afterCommit(committed::incrementAndGet);
                    return tx.rollback("refused");
                }))
                .isEqualTo("refused");
        assertThat(amounts()).containsExactly(0, 0);
        assertThat(committed).hasValue(0);
    }

    @Test
    void shouldRefuseATransactionInsideATransactionOfAnyPool() {
        Database other = pool(1, STATEMENT);
        assertThatThrownBy(() -> database.useTransaction(outer -> other.useTransaction(inner -> add(inner, 1))))
                .hasMessageContaining("Expected no open transaction on this thread");
        assertThatThrownBy(() -> database.<Integer>read(outer -> other.inTransaction(inner -> 1)))
                .hasMessageContaining("Expected no open transaction on this thread");
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldBindAndReadWhatBatchesAreMadeOf() {
        // given
        UUID id = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
        Instant time = Instant.parse("2026-06-30T10:00:00.123456Z");
        BigDecimal exact = new BigDecimal("12345678901234567890.123456789");

        // when
        List<String> rows = database.read(tx -> tx.query("""
                        select u.id, u.text, u.big, u.yes, u.exact, u.time, u.bytes, u.colour
                          from unnest(:ids::uuid[], :texts::text[], :bigs::bigint[], :yes::boolean[], :exact::numeric[],
                                      :times::timestamptz[], :bytes::bytea[], :colours::text[])
                               as u (id, text, big, yes, exact, time, bytes, colour)
                        """)
                .bind("ids", new UUID[] {id, null})
                .bind("texts", new String[] {"a, {\"b\"}", null})
                .bind("bigs", new Long[] {Long.MAX_VALUE, null})
                .bind("yes", new Boolean[] {true, null})
                .bind("exact", new BigDecimal[] {exact, null})
                .bind("times", new Instant[] {time, null})
                .bind("bytes", new byte[][] {{0, -1}, null})
                .bind("colours", new Colour[] {Colour.LIGHT_GREEN, null})
                .list(row -> row.orNull("id", Row::uuid) + " " + row.orNull("text", Row::text) + " "
                        + row.orNull("big", Row::bigint) + " " + row.orNull("yes", Row::bool) + " "
                        + row.orNull("exact", Row::decimal) + " " + row.orNull("time", Row::instant) + " "
                        + bytes(row) + " "
                        + row.orNull("colour", (any, column) -> any.constant(column, Colour.class))));

        // then
        assertThat(rows.getFirst())
                .isEqualTo(id + " a, {\"b\"} " + Long.MAX_VALUE + " true " + exact + " " + time + " 2 LIGHT_GREEN");
        assertThat(rows.getLast()).isEqualTo("null null null null null null -1 null");
    }

    private static int bytes(Row row) {
        byte[] bytes = row.orNull("bytes", Row::bytes);
        return bytes == null ? -1 : bytes.length;
    }

    @Test
    void shouldStoreJsonAsWhatItIs() {
        database.useTransaction(tx -> {
            tx.query("create table document (n int primary key, body jsonb)").execute();
            tx.query("insert into document values (1, :object), (2, :list), (3, :text), (4, :absent)")
                    .bindJson("object", Map.of("amount", new BigDecimal("1.10")))
                    .bindJson("list", List.of(1, 2))
                    .bindJson("text", "a text")
                    .bindJson("absent", null)
                    .execute();
        });
        assertThat(database.<List<String>>read(
                        tx -> tx.query("select coalesce(jsonb_typeof(body), 'null') as type from document order by n")
                                .list(row -> row.text("type"))))
                .containsExactly("object", "array", "string", "null");
        assertThat(database.<String>read(tx -> tx.query("select body::text as body from document where n = 1")
                        .one(row -> row.text("body"))
                        .orElseThrow()))
                .isEqualTo("{\"amount\": 1.10}");
    }

    @Test
    void shouldRefuseUnknownAndMissingParameters() {
        assertThatThrownBy(() -> database.<Object>read(
                        tx -> tx.query("select 1").bind("id", 1).execute()))
                .hasMessage("Expected a parameter :id in the statement, but there is none");
        assertThatThrownBy(() ->
                        database.<Object>read(tx -> tx.query("select :id::int").execute()))
                .hasMessage("Expected a value for :id, but none was bound");
    }

    @Test
    void shouldReadManyRowsSomeAtATimeInATransactionOnly() {
        var sum = new AtomicInteger();
        database.useTransaction(
                tx -> tx.query("select n from generate_series(1, :most) as n").bind("most", 10_000).stream(
                        300, row -> sum.addAndGet(row.integer("n"))));
        assertThat(sum).hasValue(50_005_000);
        assertThatThrownBy(() -> database.<Object>read(tx -> {
                    tx.query("select 1").stream(10, row -> {});
                    return 1;
                }))
                .hasMessage("Expected an open transaction, but there is none");
    }

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
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(TestPool.ACQUISITION.minusMillis(50), TestPool.ACQUISITION.plusSeconds(4));
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
