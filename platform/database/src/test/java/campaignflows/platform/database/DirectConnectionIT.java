package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectConnectionIT {

    private final EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
    private final TestPool pool = TestPool.patient(address);
    private final DirectConnections connections = new DirectConnections(pool.vertx, TestPool.server(address));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldKeepItsLockFromOthersUntilItIsClosed() {
        try (DirectConnection second = connections.open("second")) {
            try (DirectConnection first = connections.open("first")) {
                assertThat(lock(first)).isTrue();
                assertThat(lock(second)).isFalse();
                assertThat(lock(first)).isTrue();
            }
            Await.until("the lock is free", () -> lock(second));
        }
    }

    @Test
    void shouldNoticeThatItsBackendWasEndedAndItsLockIsGone() throws Exception {
        var closed = new CountDownLatch(1);
        try (DirectConnection holder = connections.open("holder", closed::countDown);
                DirectConnection next = connections.open("next")) {
            // given
            assertThat(lock(holder)).isTrue();
            assertThat(holder.isOpen()).isTrue();

            // when
            next.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'holder'")
                    .execute();

            // then, without a statement of the holder's
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(holder.isOpen()).isFalse();
            Await.until("the lock is free", () -> lock(next));
            assertThatThrownBy(() -> lock(holder)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void shouldSayThatPostgresqlRefusesIt() {
        var wrong = new DirectConnections(pool.vertx, TestPool.server(address).setUser("nobody"));
        assertThatThrownBy(() -> wrong.open("wrong")).isInstanceOf(RuntimeException.class);
    }

    private static boolean lock(DirectConnection connection) {
        return connection
                .query("select pg_try_advisory_lock(4711) as locked")
                .one(row -> row.bool("locked"))
                .orElseThrow();
    }
}
