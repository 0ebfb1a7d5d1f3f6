package campaignflows.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.platform.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no other test would notice of the way to the database (ADR 9). */
@QuarkusTest
class DataAccessIT extends ServiceIT {
    private static final int AT_ONCE = 24;

    @Inject
    Database database;

    @ConfigProperty(name = "campaignflows.database.size", defaultValue = "12")
    int poolSize;

    @Test
    @DisplayName("Edits of one campaign at once all succeed, one after the other")
    void shouldLetEditsAtOnceAllSucceed() throws Exception {
        UUID campaign = api.createCampaign("Edited");
        List<Response> answers =
                atOnce(number -> api.patch(campaign, "", "{\"description\": \"by %d\"}".formatted(number)));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        long revision = database.<Long>read(tx -> tx.query("select revision from campaigns where id = :id")
                .bind("id", campaign)
                .one(row -> row.bigint("revision"))
                .orElseThrow());
        assertThat(revision).isEqualTo(1 + AT_ONCE);
    }

    @Test
    @DisplayName("Fields that are added at once all come to be, each with a place of its own")
    void shouldAddFieldsAtOnce() throws Exception {
        UUID campaign = api.createCampaign("Fields");
        List<Response> answers = atOnce(number -> api.post(
                campaign,
                "/fields",
                "{\"name\": \"field_%d\", \"type\": \"string\", \"level\": \"customer\"}".formatted(number)));
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        List<Integer> places =
                database.read(tx -> tx.query("select distinct position from fields where campaign_id = :id order by 1")
                        .bind("id", campaign)
                        .list(row -> row.integer("position")));
        assertThat(places).hasSize(10 + AT_ONCE).startsWith(1).endsWith(10 + AT_ONCE);
    }

    @Test
    @DisplayName("Of concurrent saves of one revision one succeeds, the others are refused")
    void shouldLetOneOfManySavesOfARevisionSucceed() throws Exception {
        UUID campaign = api.createCampaign("Flows");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        List<Integer> answers = atOnce(number -> api.save(campaign, flow, 1, Api.cancelWhenCreated())).stream()
                .map(Response::statusCode)
                .toList();
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(AT_ONCE - 1);
    }

    @Test
    @DisplayName("503 when no connection comes free, by either seam; and all is well again afterwards")
    void shouldSay503WhenThePoolIsFull() throws Exception {
        UUID campaign = api.createCampaign("Busy");
        var taken = new CountDownLatch(poolSize);
        var goOn = new CountDownLatch(1);
        List<Thread> holders = new ArrayList<>();
        for (int i = 0; i < poolSize; i++) {
            holders.add(Thread.ofVirtual()
                    .start(() -> database.useTransaction(tx -> {
                        taken.countDown();
                        await(goOn);
                    })));
        }
        taken.await();
        try {
            api.campaign(campaign).then().statusCode(503).body("code", equalTo("unavailable"));
            api.patch(campaign, "", "{\"name\": \"Busier\"}").then().statusCode(503);
            api.service()
                    .get("/internal/v1/campaigns/%s/definition".formatted(campaign))
                    .then()
                    .statusCode(503);
        } finally {
            goOn.countDown();
            for (Thread holder : holders) {
                holder.join();
            }
        }
        api.patch(campaign, "", "{\"name\": \"Busier\"}").then().statusCode(200).body("name", equalTo("Busier"));
    }

    @Test
    @DisplayName("No column holds JSON as a JSON text, which a text that is bound to jsonb becomes")
    void shouldStoreJsonAsWhatItIs() {
        api.startedCampaign("Stored");
        List<String> columns = database.read(tx -> tx.query("""
                        select format('%I.%I', table_name, column_name) as place from information_schema.columns
                         where table_schema = 'public' and data_type = 'jsonb'
                        """).list(row -> row.text("place")));
        for (String place : columns) {
            String table = place.substring(0, place.indexOf('.'));
            List<String> types =
                    database.read(tx -> tx.query("select distinct jsonb_typeof(%s) as type from %s where %s is not null"
                                    .formatted(place, table, place))
                            .list(row -> row.text("type")));
            assertThat(types).as(place).doesNotContain("string");
        }
        List<String> graphs = database.read(tx -> tx.query(
                        "select jsonb_typeof(graph::jsonb) || ' ' || jsonb_typeof(results::jsonb) as types from flows")
                .list(row -> row.text("types")));
        assertThat(graphs).isNotEmpty().containsOnly("object array");
    }

    @Test
    @DisplayName("A large flow is saved, validated, activated and exported without blocking an event loop")
    void shouldNotBlockAnEventLoop() throws Exception {
        var blocked = new ArrayList<String>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getMessage().contains("has been blocked")
                        && entry.getMessage().contains("eventloop")) {
                    blocked.add(entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        listener.setLevel(Level.ALL);
        Logger checker = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
        checker.addHandler(listener);
        try {
            UUID campaign = api.createCampaign("Large");
            UUID flow = api.addFlow(campaign, "Large", large());
            api.save(campaign, flow, 1, large()).then().statusCode(200);
            api.post(campaign, "/flows/" + flow + "/validate").then().statusCode(200);
            api.activate(campaign, flow).then().statusCode(200);
            api.post(campaign, "/start").then().statusCode(200);
            api.get(campaign, "/export").then().statusCode(200);
            api.post(campaign, "/stop").then().statusCode(200);
        } finally {
            checker.removeHandler(listener);
        }
        assertThat(blocked).isEmpty();
    }

    /** As many Field Checks, one after the other, as the bound of a message allows with room to spare. */
    private static String large() {
        var nodes = new StringBuilder(
                "{\"id\": \"n0\", \"type\": \"participant_created\", \"name\": \"\", \"position\": {\"x\": 0, \"y\": 0}, \"settings\": {}}");
        var edges = new StringBuilder();
        int checks = 400;
        for (int i = 1; i <= checks; i++) {
            nodes.append("""
                    , {"id": "n%d", "type": "field_check", "name": "Check %d", "position": {"x": 0, "y": %d},
                       "settings": {"property": "customer.name", "operator": "equals", "value": {"kind": "literal", "value": "%s"}}}""".formatted(i, i, i, "x".repeat(500)));
            edges.append("{\"id\": \"e%d\", \"source\": \"n%d\", \"port\": \"%s\", \"target\": \"n%d\"}, "
                    .formatted(i, i - 1, i == 1 ? "out" : "match", i));
        }
        nodes.append(
                ", {\"id\": \"end\", \"type\": \"cancel_communications\", \"name\": \"\", \"position\": {\"x\": 0, \"y\": 9}, \"settings\": {}}");
        edges.append(
                "{\"id\": \"last\", \"source\": \"n%d\", \"port\": \"match\", \"target\": \"end\"}".formatted(checks));
        return "\"nodes\": [%s], \"edges\": [%s]".formatted(nodes, edges);
    }

    private interface Call {
        Response answer(int number);
    }

    private static List<Response> atOnce(Call call) throws Exception {
        List<Callable<Response>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int number = i;
            calls.add(() -> call.answer(number));
        }
        List<Response> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
        }
        return answers;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
