package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of Hibernate Reactive and the reactive client, on one database and one outbox. */
@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
class TransactionsQuarkusTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void createAThing() {
        database.useTransaction(tx -> tx.query("truncate outbox, things").execute());
        await(transactions.run(session -> session.persist(new Thing(id, "Anna"))));
    }

    @Test
    void shouldWriteAChangeAndItsMessageInOneTransaction() {
        await(transactions.run(session ->
                add(session, 3).chain(thing -> outbox.append(session, List.of(message("first"), message("second"))))));
        assertThat(amount()).isEqualTo(3);
        assertThat(outboxRows()).isEqualTo(1);
    }

    @Test
    void shouldLetAWorkerWaitAndPassOnWhatFails() {
        assertThat(transactions.<Integer>await(session -> add(session, 3).map(thing -> 7)))
                .isEqualTo(7);
        assertThat(amount()).isEqualTo(3);
        assertThatThrownBy(() -> transactions.await(
                        session -> add(session, 1).onItem().failWith(() -> new IllegalArgumentException("no"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(amount()).isEqualTo(3);
    }

    @Test
    void shouldRefuseToWaitForASessionInsideATransaction() {
        assertThatThrownBy(() -> database.useTransaction(tx -> transactions.await(session -> add(session, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no open transaction");
        assertThat(amount()).isZero();
    }

    @Test
    void shouldUndoBothWhenTheTransactionFailsLater() {
        assertThatThrownBy(() -> await(transactions.run(session -> add(session, 3)
                        .chain(thing -> outbox.append(session, List.of(message("never"))))
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalArgumentException("no"))))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(amount()).isZero();
        assertThat(outboxRows()).isZero();
    }

    @Test
    void shouldDrawTheIdsOfTheOutboxUnderTheLocksOfWhatChanged() throws Exception {
        // given another transaction that has changed the thing and has not appended its message yet
        var locked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> database.useTransaction(tx -> {
                    tx.query("update things set amount = 1 where id = :id")
                            .bind("id", id)
                            .execute();
                    locked.countDown();
                    await(goOn);
                    outbox.append(tx, List.of(message("first")));
                }));
        locked.await();

        // when a session changes it without a lock of its own, and appends a message
        CompletableFuture<Void> second = transactions
                .<Void>run(session -> session.find(Thing.class, id)
                        .invoke(thing -> thing.add(10))
                        .chain(thing -> outbox.append(session, List.of(message("second")))))
                .subscribeAsCompletionStage();
        Await.until("it waits for the row", this::someoneWaitsForALock);
        goOn.countDown();
        first.join();
        second.get(30, TimeUnit.SECONDS);

        // then the messages have the order of the locks
        List<String> payloads = database.read(tx -> tx.query("select payload from outbox order by id")
                .list(row -> new String(row.bytes("payload"), StandardCharsets.ISO_8859_1)));
        assertThat(payloads).hasSize(2);
        assertThat(payloads.getFirst()).contains("first");
        assertThat(payloads.getLast()).contains("second");
    }

    @Test
    void shouldLetManyEditsAtOnceAllSucceed() throws Exception {
        List<CompletableFuture<Thing>> edits = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            edits.add(transactions.run(session -> add(session, 1)).subscribeAsCompletionStage());
        }
        for (CompletableFuture<Thing> edit : edits) {
            edit.get(30, TimeUnit.SECONDS);
        }
        assertThat(amount()).isEqualTo(32);
    }

    @Test
    void shouldRepeatAsAWholeWhatLostToAnother() {
        var runs = new AtomicInteger();
        await(transactions.run(session -> add(session, 1)
                .call(session::flush)
                .chain(() -> runs.incrementAndGet() < 3
                        ? session.createNativeQuery(
                                        "do $$ begin raise exception 'lost' using errcode = '40001'; end $$")
                                .executeUpdate()
                        : Uni.createFrom().item(0))));
        assertThat(runs).hasValue(3);
        assertThat(amount()).isEqualTo(1);
    }

    @Test
    void shouldRefuseATransactionInsideATransaction() {
        assertThatThrownBy(() -> await(transactions.run(outer ->
                        add(outer, 1).chain(() -> transactions.run(inner -> add(inner, 1))))))
                .hasMessageContaining("Expected no open transaction on this context");
        assertThat(amount()).isZero();
    }

    @Test
    void shouldRefuseToAppendOutsideATransaction() {
        assertThatThrownBy(() -> database.<Object>read(tx -> {
                    outbox.append(tx, List.of(message("nowhere")));
                    return 1;
                }))
                .hasMessage("Expected an open transaction, but there is none");
    }

    @Test
    void shouldSayBusyWhenThePoolThatBothSeamsShareIsFull() throws Exception {
        // given
        var taken = new CountDownLatch(4);
        var goOn = new CountDownLatch(1);
        List<Thread> holders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            holders.add(Thread.ofVirtual()
                    .start(() -> database.useTransaction(tx -> {
                        taken.countDown();
                        await(goOn);
                    })));
        }
        assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();

        // when, then
        assertThatThrownBy(() -> await(transactions.run(session -> add(session, 1))))
                .isInstanceOf(DatabaseBusyException.class);
        assertThatThrownBy(() -> database.<Integer>read(tx -> 1)).isInstanceOf(DatabaseBusyException.class);
        goOn.countDown();
        for (Thread holder : holders) {
            holder.join();
        }
        await(transactions.run(session -> add(session, 1)));
        assertThat(amount()).isEqualTo(1);
    }

    private Uni<Thing> add(Mutiny.Session session, int more) {
        return session.find(Thing.class, id, LockModeType.PESSIMISTIC_WRITE).invoke(thing -> thing.add(more));
    }

    private int amount() {
        return database.<Integer>read(tx -> tx.query("select amount from things where id = :id")
                .bind("id", id)
                .one(row -> row.integer("amount"))
                .orElseThrow());
    }

    private long outboxRows() {
        return database.<Long>read(tx -> tx.query("select count(*) as n from outbox")
                .one(row -> row.bigint("n"))
                .orElseThrow());
    }

    private boolean someoneWaitsForALock() {
        return database.<Boolean>read(tx -> tx.query(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                .one(row -> true)
                .isPresent());
    }

    private OutgoingMessage message(String text) {
        return new OutgoingMessage(Topics.TENANTS, id, "Test", text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
