package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.DatabaseUnavailableException;
import campaignflows.platform.testkit.EmbeddedDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The pools of the reactive client recover by themselves from the end of their server. */
class KilledServerIT {

    @Test
    void shouldLendLivingConnectionsOnlyAfterTheServerWasKilled() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start();
                var pool = new TestPool(server.newDatabase(), 4, Duration.ofSeconds(10))) {
            // given a pool that is full of connections, one of them in use
            fill(pool.database);
            assertThatThrownBy(() -> pool.database.useTransaction(tx -> {
                        tx.query("select 1").execute();
                        server.kill();
                        tx.query("select 2").execute();
                    }))
                    .isInstanceOf(DatabaseUnavailableException.class);

            // when
            server.restart();

            // then
            for (int i = 0; i < 8; i++) {
                assertThat(pool.database.<Integer>inTransaction(tx -> tx.query("select 3 as n")
                                .one(row -> row.integer("n"))
                                .orElseThrow()))
                        .isEqualTo(3);
            }
        }
    }

    private static void fill(Database database) throws InterruptedException {
        var all = new CountDownLatch(4);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < 4; i++) {
            threads[i] = Thread.ofVirtual()
                    .start(() -> database.useTransaction(tx -> {
                        all.countDown();
                        try {
                            all.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
