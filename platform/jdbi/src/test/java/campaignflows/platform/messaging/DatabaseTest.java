package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {

    private final Database database = new Database(DatabaseBeans.jdbiOver(dataSource()));

    private static DataSource dataSource() {
        EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.jdbcUrl());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        return dataSource;
    }

    @BeforeEach
    void createATable() {
        database.useTransaction(handle -> {
            handle.execute("create table account (id int primary key, amount int not null)");
            handle.execute("insert into account values (1, 0), (2, 0)");
        });
    }

    @Test
    void shouldRepeatTheVictimOfADeadlockAsAWhole() throws Exception {
        // given two transactions that lock the same rows the other way round
        var barrier = new CyclicBarrier(2);
        var runs = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            // when
            Future<?> one = threads.submit(() -> transfer(1, 2, barrier, runs));
            Future<?> two = threads.submit(() -> transfer(2, 1, barrier, runs));
            one.get(30, TimeUnit.SECONDS);
            two.get(30, TimeUnit.SECONDS);
        }

        // then each took effect once, though one ran twice
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(amounts()).containsExactly(2, 2);
    }

    @Test
    void shouldRollBackAndPassOnAnyOtherFailureAtOnce() {
        // given
        var runs = new AtomicInteger();

        // when, then
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    runs.incrementAndGet();
                    handle.execute("update account set amount = 9");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(runs).hasValue(1);
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldRefuseATransactionInsideATransaction() {
        assertThatThrownBy(() ->
                        database.useTransaction(outer -> database.useTransaction(inner -> inner.execute("select 1"))))
                .hasMessageContaining("Expected no open transaction on this thread");
        assertThat(amounts()).containsExactly(0, 0);
    }

    @Test
    void shouldBindArraysOfTheTypesOfBatches() {
        // given
        UUID id = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
        Instant time = Instant.parse("2026-06-30T10:00:00.123456Z");

        // when
        List<String> rows = database.read(handle -> handle.createQuery("""
                        select concat_ws('|', a, b, c, d, e, f at time zone 'UTC', encode(g, 'hex'), h ->> 'x')
                          from unnest(:uuids, :texts, :longs, :booleans, :decimals, :times, :bytes, :jsons::jsonb[])
                            as t (a, b, c, d, e, f, g, h)
                        """)
                .bind("uuids", new UUID[] {id, null})
                .bind("texts", new String[] {"a,\"{}", null})
                .bind("longs", new Long[] {5_000_000_000L, null})
                .bind("booleans", new Boolean[] {true, null})
                .bind("decimals", new BigDecimal[] {new BigDecimal("1.50"), null})
                .bind("times", new Instant[] {time, null})
                .bind("bytes", new byte[][] {{1, 2}, {3}})
                .bind("jsons", new String[] {"{\"x\":\"y\"}", null})
                .mapTo(String.class)
                .list());

        // then
        assertThat(rows).containsExactly(id + "|a,\"{}|5000000000|t|1.50|2026-06-30 10:00:00.123456|0102|y", "03");
    }

    private void transfer(int from, int to, CyclicBarrier barrier, AtomicInteger runs) {
        database.useTransaction(handle -> {
            boolean first = runs.incrementAndGet() <= 2;
            handle.execute("update account set amount = amount + 1 where id = ?", from);
            if (first) {
                await(barrier);
            }
            handle.execute("update account set amount = amount + 1 where id = ?", to);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> amounts() {
        return database.read(handle -> handle.createQuery("select amount from account order by id")
                .mapTo(Integer.class)
                .list());
    }
}
