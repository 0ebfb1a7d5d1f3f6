package campaignflows.campaign.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Start and Stop (C2 to C4), with the other services up, down, slow and failing. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class RunIT extends ServiceIT {
    @Inject
    Database database;

    private RunState state(UUID campaign, int run, boolean active) {
        return new RunState(api.tenant(), campaign, run, active);
    }

    @Test
    void shouldAnswerAStartWhenBothServicesHaveStoredTheRun() {
        UUID campaign = api.startableCampaign("A");
        api.post(campaign, "/start")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("run", equalTo(1))
                .body("started_at", notNullValue())
                .body("error", nullValue());
        assertThat(others.communicationRuns(campaign)).containsExactly(state(campaign, 1, true));
        assertThat(others.participantRuns(campaign)).containsExactly(state(campaign, 1, true));
        assertThat(handovers(campaign)).isZero();
    }

    @Test
    void shouldCountTheRuns() {
        UUID campaign = api.startedCampaign("A");
        api.post(campaign, "/stop")
                .then()
                .statusCode(200)
                .body("status", equalTo("inactive"))
                .body("run", equalTo(1));
        api.post(campaign, "/start").then().statusCode(200).body("run", equalTo(2));
        assertThat(others.participantRuns(campaign))
                .containsExactly(state(campaign, 1, true), state(campaign, 1, false), state(campaign, 2, true));
        assertThat(others.communicationRuns(campaign)).isEqualTo(others.participantRuns(campaign));
    }

    @Test
    void shouldRefuseStartAndStopWhereTheStatusDoesNotAllowThem() {
        UUID campaign = api.startableCampaign("A");
        api.post(campaign, "/stop").then().statusCode(409);
        api.post(campaign, "/start").then().statusCode(200);
        api.post(campaign, "/start").then().statusCode(409);
        api.post(campaign, "/stop").then().statusCode(200);
        api.post(campaign, "/stop").then().statusCode(409);
    }

    @Test
    void shouldNotStartWithoutAnActiveFlow() {
        UUID campaign = api.createCampaign("A");
        api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.post(campaign, "/start")
                .then()
                .statusCode(422)
                .body("findings", hasSize(1))
                .body("findings[0].code", equalTo("no_active_flow"))
                .body("findings[0].flow_id", nullValue());
        assertThat(others.participantRuns(campaign)).isEmpty();
    }

    @Test
    void shouldListEveryProblemOfEveryActiveFlow() {
        UUID campaign = api.createCampaign("A");
        UUID first = api.addFlow(campaign, "First", Api.emailIf("customer.name", "equals", "\"Ann\"", "ONE"));
        UUID second = api.addFlow(campaign, "Second", Api.emailIf("customer.name", "equals", "\"Bob\"", "TWO"));
        api.activate(campaign, first).then().statusCode(200);
        api.activate(campaign, second).then().statusCode(200);
        others.agentsOf(api.tenant());
        Response refused = api.post(campaign, "/start");
        refused.then().statusCode(422);
        assertThat(refused.<List<String>>path("findings.findAll { it.severity == 'error' }.flow_id"))
                .containsExactly(first.toString(), second.toString());
        assertThat(refused.<List<String>>path("findings.findAll { it.severity == 'error' }.node_id"))
                .containsExactly("n3", "n3");
        api.campaign(campaign).then().body("status", equalTo("inactive")).body("run", equalTo(0));
    }

    @Test
    void shouldFallBackToInactiveWhenParticipantServiceIsDown() {
        UUID campaign = api.startableCampaign("A");
        others.participant.goesDown();
        api.post(campaign, "/start").then().statusCode(503).body("detail", containsString("participant-service"));
        api.campaign(campaign)
                .then()
                .body("status", equalTo("inactive"))
                .body("run", equalTo(1))
                .body("started_at", nullValue());
        others.participant.works();
        Await.until("the run has ended everywhere", () -> handovers(campaign) == 0);
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
        assertThat(others.communicationRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
        api.post(campaign, "/start").then().statusCode(200).body("run", equalTo(2));
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 2, true));
    }

    @Test
    void shouldNotTellParticipantServiceOfARunThatCommunicationServiceCouldNotStore() {
        UUID campaign = api.startableCampaign("A");
        // It answers for the agents, then fails: as if it went away in between.
        others.communication.failsAtRuns(true);
        api.post(campaign, "/start").then().statusCode(503).body("detail", containsString("communication-service"));
        others.communication.failsAtRuns(false);
        assertThat(others.participantRuns(campaign)).doesNotContain(state(campaign, 1, true));
        Await.until("the run has ended everywhere", () -> handovers(campaign) == 0);
        assertThat(others.participantRuns(campaign)).containsOnly(state(campaign, 1, false));
    }

    @Test
    void shouldEndTheRunThatASlowServiceMayHaveStored() {
        UUID campaign = api.startableCampaign("A");
        others.participant.isSlow(Duration.ofSeconds(2));
        api.post(campaign, "/start").then().statusCode(503);
        assertThat(others.participantRuns(campaign)).contains(state(campaign, 1, true));
        assertThat(api.status(campaign)).isEqualTo("inactive");
        others.participant.works();
        Await.until("the run has ended everywhere", () -> handovers(campaign) == 0);
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
    }

    @Test
    void shouldAnswer503ToAStopThatIsNotStoredAndGoOnTelling() {
        UUID campaign = api.startedCampaign("A");
        others.participant.fails();
        api.post(campaign, "/stop").then().statusCode(503).body("detail", containsString("participant-service"));
        assertThat(api.status(campaign)).isEqualTo("inactive");
        assertThat(others.communicationRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
        api.post(campaign, "/stop").then().statusCode(503);
        others.participant.works();
        api.post(campaign, "/stop").then().statusCode(200).body("status", equalTo("inactive"));
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
        assertThat(handovers(campaign)).isZero();
        api.post(campaign, "/stop").then().statusCode(409);
    }

    @Test
    void shouldTellTheEndOfARunOfACampaignThatIsDeletedMeanwhile() {
        UUID campaign = api.startedCampaign("A");
        others.participant.fails();
        api.post(campaign, "/stop").then().statusCode(503);
        api.delete(campaign, "").then().statusCode(204);
        others.participant.works();
        Await.until("the run has ended everywhere", () -> handovers(campaign) == 0);
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
    }

    @Test
    void shouldLetOneOfManyStart() throws Exception {
        UUID campaign = api.startableCampaign("A");
        List<Integer> answers = atOnce(8, () -> api.post(campaign, "/start").statusCode());
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(others.participantRuns(campaign)).containsExactly(state(campaign, 1, true));
    }

    @Test
    void shouldLeaveAConsistentCampaignWhenStartsAndStopsRace() throws Exception {
        UUID campaign = api.startableCampaign("A");
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String path = i % 2 == 0 ? "/start" : "/stop";
            calls.add(() -> api.post(campaign, path).statusCode());
        }
        assertThat(atOnce(calls)).containsOnly(200, 409);
        Await.until("nothing is left to be handed over", () -> handovers(campaign) == 0);
        int run = api.campaign(campaign).path("run");
        boolean active = api.status(campaign).equals("active");
        assertThat(stored(others.participantRuns(campaign))).isEqualTo(state(campaign, run, active));
        assertThat(stored(others.communicationRuns(campaign))).isEqualTo(state(campaign, run, active));
    }

    /** What a service has stored that keeps the contract of RunState: a run begins once and ends once. */
    private static RunState stored(List<RunState> states) {
        RunState stored = states.getFirst();
        for (RunState state : states) {
            if (state.run() > stored.run() || (state.run() == stored.run() && !state.active())) {
                stored = state;
            }
        }
        return stored;
    }

    @Test
    void shouldCarryOnAStartThatACrashInterrupted() {
        UUID campaign = api.startableCampaign("A");
        api.post(campaign, "/start").then().statusCode(200);
        // As a process leaves it that died between its transaction and the handing over.
        leaveHandover(campaign, 1, true);
        Await.until("the start was carried on", () -> handovers(campaign) == 0);
        assertThat(others.participantRuns(campaign))
                .containsExactly(state(campaign, 1, true), state(campaign, 1, true));
        assertThat(api.status(campaign)).isEqualTo("active");
    }

    @Test
    void shouldTakeBackAnInterruptedStartThatCannotBeCarriedOn() {
        UUID campaign = api.startableCampaign("A");
        api.post(campaign, "/start").then().statusCode(200);
        others.communication.fails();
        leaveHandover(campaign, 1, true);
        Await.until("the start was taken back", () -> api.status(campaign).equals("inactive"));
        others.communication.works();
        Await.until("the run has ended everywhere", () -> handovers(campaign) == 0);
        assertThat(others.communicationRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
        assertThat(others.participantRuns(campaign)).last().isEqualTo(state(campaign, 1, false));
    }

    private int handovers(UUID campaign) {
        return database.read(tx -> tx.query("select count(*)::int as count from run_handovers where campaign_id = :id")
                .bind("id", campaign)
                .one(row -> row.integer("count"))
                .orElseThrow());
    }

    private void leaveHandover(UUID campaign, int run, boolean active) {
        database.useTransaction(tx -> tx.query(
                        "insert into run_handovers (campaign_id, tenant_id, run, active, attempts, due_at) values (:id, :tenant, :run, :active, 0, now())")
                .bind("id", campaign)
                .bind("tenant", api.tenant())
                .bind("run", run)
                .bind("active", active)
                .execute());
    }

    private static List<Integer> atOnce(int times, Callable<Integer> call) throws Exception {
        return atOnce(java.util.Collections.nCopies(times, call));
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        List<Integer> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
