package campaignflows.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens when all connections are in use: the caller is told so, and the request has had no effect. */
@RunningService
@TestProfile(DatabaseBusyQuarkusTest.SmallPools.class)
class DatabaseBusyQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    Database database;

    @Inject
    @Identifier("work")
    Database work;

    private interface Step {
        void run() throws InterruptedException;
    }

    @Test
    void shouldAnswer503WhileAllConnectionsOfRequestsAreInUse() throws InterruptedException {
        Campaign campaign = service.newCampaign();

        whileTaken(database, () -> {
            for (String path : new String[] {"/participants", "/participants/" + UUID.randomUUID()}) {
                ServiceUnderTest.Response answer = service.get(campaign, path);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.body().get("code").asText()).isEqualTo("unavailable");
            }
            // The import's pool is another one.
            assertThat(service.imported(ServiceUnderTest.batch(campaign, "external_id", "1"))
                            .created())
                    .isEqualTo(1);
        });

        assertThat(service.get(campaign, "/participants").body().get("total").asLong())
                .isEqualTo(1);
    }

    @Test
    void shouldAnswer503WhileAllConnectionsOfImportsAreInUse() throws InterruptedException {
        Campaign campaign = service.newCampaign();
        var batch = ServiceUnderTest.batch(campaign, "external_id", "1");

        whileTaken(work, () -> {
            assertThat(service.importBatch(batch).status()).isEqualTo(503);
            assertThat(service.run(campaign, 1, true).status()).isEqualTo(503);
            assertThat(service.get(campaign, "/participants").status()).isEqualTo(200);
        });

        assertThat(service.imported(batch).created()).isEqualTo(1);
        assertThat(service.as(Role.VIEWER, campaign.tenantId(), "GET", "/api/v1/customers", null)
                        .body()
                        .get("total")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseATransactionInsideATransactionOfWhicheverPool() {
        assertThatThrownBy(() -> database.useTransaction(tx -> work.useTransaction(other -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected no open transaction on this thread");
        assertThatThrownBy(() -> work.useTransaction(tx -> work.read(other -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected no open transaction on this thread");
    }

    private static void whileTaken(Database pool, Step step) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual()
                .start(() -> pool.useTransaction(tx -> {
                    taken.countDown();
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        try {
            assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
            step.run();
        } finally {
            done.countDown();
            holder.join();
        }
    }

    /** One connection each, for which nobody waits long. */
    public static final class SmallPools implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "campaignflows.database.size", "1",
                    "campaignflows.database.acquisition-timeout", "1s",
                    "campaignflows.database.work.size", "1",
                    "campaignflows.database.work.acquisition-timeout", "2s");
        }
    }
}
