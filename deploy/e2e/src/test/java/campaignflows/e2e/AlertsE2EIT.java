package campaignflows.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import campaignflows.e2e.alert.AllIsWell;
import campaignflows.e2e.alert.BehindDrill;
import campaignflows.e2e.alert.DeadLettersDrill;
import campaignflows.e2e.alert.DrillSystem;
import campaignflows.e2e.alert.EventsWaitDrill;
import campaignflows.e2e.alert.FailingConsumerDrill;
import campaignflows.e2e.alert.MissingServiceDrill;
import campaignflows.e2e.alert.OutboxDrill;
import campaignflows.e2e.alert.PartitionDrill;
import campaignflows.e2e.alert.QuarantineDrill;
import campaignflows.e2e.alert.StandsStillDrill;
import campaignflows.e2e.system.Prometheus;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each alert of deploy/kubernetes fires in a real Prometheus because something on a running system was broken, its page is followed, and
 * it ends when that is mended, with nothing lost and nothing done twice. By hand, since it takes a quarter of an hour:
 * {@code -De2e.alerts=true}.
 */
@Order(103)
@EnabledIfSystemProperty(named = "e2e.alerts", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class AlertsE2EIT {
    private @Nullable DrillSystem started;

    @BeforeAll
    void start() {
        assumeTrue(Prometheus.isInstalled(), "prometheus is not here (Debian: prometheus): no alert is fired");
        started = DrillSystem.start();
    }

    @AfterAll
    void end() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    @Order(1)
    void shouldBeSilentWhileAllIsWell() throws Exception {
        drill(AllIsWell::run);
    }

    @Test
    @Order(2)
    void shouldFireWhenEventsArePassedOver() throws Exception {
        drill(QuarantineDrill::run);
    }

    @Test
    @Order(3)
    void shouldFireWhenRecordsCannotBeRead() throws Exception {
        drill(DeadLettersDrill::run);
    }

    @Test
    @Order(4)
    void shouldFireWhenAPartitionStandsStill() throws Exception {
        drill(PartitionDrill::run);
    }

    @Test
    @Order(5)
    void shouldFireWhenAConsumerStandsStill() throws Exception {
        drill(StandsStillDrill::run);
    }

    @Test
    @Order(6)
    void shouldFireWhenAnOutboxIsNotPublished() throws Exception {
        drill(OutboxDrill::run);
    }

    @Test
    @Order(7)
    void shouldFireWhenBatchesFail() throws Exception {
        drill(FailingConsumerDrill::runWithoutRights);
    }

    @Test
    @Order(8)
    void shouldFireWhenADatabaseIsAway() throws Exception {
        drill(FailingConsumerDrill::runWithoutDatabase);
    }

    @Test
    @Order(9)
    void shouldFireWhenAServiceIsMissing() throws Exception {
        drill(MissingServiceDrill::run);
    }

    @Test
    @Order(10)
    void shouldFireWhenAConsumerIsBehind() throws Exception {
        drill(BehindDrill::run);
    }

    @Test
    @Order(11)
    void shouldFireWhenMoreEventsComeThanAreWalked() throws Exception {
        drill(EventsWaitDrill::run);
    }

    @Test
    @Order(12)
    void shouldBeSilentInTheEnd() throws Exception {
        drill(DrillSystem::awaitSilence);
    }

    @FunctionalInterface
    private interface Drill {
        void run(DrillSystem system) throws Exception;
    }

    private void drill(Drill drill) throws Exception {
        DrillSystem system = Objects.requireNonNull(started);
        try {
            drill.run(system);
        } catch (Exception | AssertionError failure) {
            system.keepLogs();
            throw failure;
        }
    }
}
