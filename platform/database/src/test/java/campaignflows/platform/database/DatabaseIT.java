package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transactions and statements of {@link Database}. */
class DatabaseIT extends DatabaseFixture {
    private enum Colour {
        LIGHT_GREEN,
        RED
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
    void shouldBeInTheTransactionFromItsFirstRead() {
        List<String> times = database.inTransaction(tx -> List.of(beginning(tx), beginning(tx)));
        assertThat(times.getFirst()).isEqualTo(times.getLast());

        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    tx.query("select amount from account where id = 1 for update")
                            .list(row -> row.integer("amount"));
                    add(tx, 1);
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(amounts()).containsExactly(0, 0);
    }

    private static String beginning(Tx tx) {
        return tx.query("select transaction_timestamp()::text as at")
                .one(row -> row.text("at"))
                .orElseThrow();
    }

    @Test
    void shouldTellTheFailureOfAFirstReadAndRollBack() {
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    try {
                        tx.query("select 1 / 0").execute();
                    } catch (StatementException ignored) {
                        add(tx, 1);
                    }
                }))
                .isInstanceOfSatisfying(
                        StatementException.class,
                        refused -> assertThat(refused.sqlState()).isEqualTo("25P02"));
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldLeaveNoTransactionOpenWhenTheBodyAsksNothing() {
        database.useTransaction(tx -> {});
        database.<Integer>inTransaction(tx -> tx.rollback(1));
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        long open = database.<Long>read(tx -> tx.query("select count(*) as open from pg_stat_activity"
                        + " where datname = current_database() and state like 'idle in transaction%'")
                .one(row -> row.bigint("open"))
                .orElseThrow());
        assertThat(open).isZero();
        database.useTransaction(tx -> add(tx, 1));
        assertThat(amounts()).containsExactly(1, 0);
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
    void shouldRunOneStatementAsATransactionOfItsOwn() {
        assertThat(database.<Integer>single(tx ->
                        tx.query("update account set amount = 7 where id = 1").execute()))
                .isEqualTo(1);
        assertThat(amounts()).containsExactly(7, 0);

        assertThatThrownBy(() -> database.<Integer>single(
                        tx -> tx.query("insert into account values (2, 7)").execute()))
                .isInstanceOfSatisfying(
                        StatementException.class,
                        refused -> assertThat(refused.sqlState()).isEqualTo("23505"));
        assertThat(database.<Integer>single(tx ->
                        tx.query("update account set amount = 1 where id = 9").execute()))
                .isZero();
    }

    @Test
    void shouldRefuseASecondStatementAndWhatNeedsATransactionBesideOne() {
        assertThatThrownBy(() -> database.<Integer>single(tx -> {
                    tx.query("select 1").execute();
                    return tx.query("update account set amount = 7").execute();
                }))
                .hasMessage("Expected one statement only, but there is another: open a transaction");
        assertThatThrownBy(() -> database.<Integer>single(tx -> tx.rollback(1)))
                .hasMessageContaining("Expected an open transaction");
        assertThatThrownBy(() -> database.<Integer>single(
                        tx -> tx.query("update account set amount = 7").send().get()))
                .hasMessageContaining("Expected an open transaction");
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
}
