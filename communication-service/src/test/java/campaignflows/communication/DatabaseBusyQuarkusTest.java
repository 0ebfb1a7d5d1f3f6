package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All connections of the requests' pool are in use: requests are told so, and no event loop waits for one. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(DatabaseBusyQuarkusTest.SmallPool.class)
class DatabaseBusyQuarkusTest {
    private static final int SIZE = 2;
    private static final String WAITING =
            " from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

    @Inject
    InternalTokens tokens;

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "quarkus.datasource.username")
    String jdbcUser;

    @ConfigProperty(name = "quarkus.datasource.password")
    String jdbcPassword;

    private final UUID tenant = Ids.v7();
    private final List<String> blocked = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            blocked.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        CHECKER.addHandler(handler);
    }

    @AfterEach
    void stop() {
        CHECKER.removeHandler(handler);
    }

    @Test
    void shouldAnswer503WhileAllConnectionsAreInUseAndGoOnAfterwards() throws Exception {
        UUID channel = create();
        List<String> paths = List.of(
                "/api/v1/channels",
                "/api/v1/channels/" + channel,
                "/api/v1/agents",
                "/api/v1/communications/" + Ids.v7(),
                "/api/v1/sessions/" + Ids.v7());
        CountDownLatch taken = new CountDownLatch(SIZE);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SIZE; i++) {
                threads.execute(() -> database.useTransaction(tx -> {
                    taken.countDown();
                    await(done);
                }));
            }
            assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();

            // when
            List<Future<Response>> answers = new ArrayList<>();
            paths.forEach(
                    path -> answers.add(threads.submit(() -> as(Role.VIEWER).get(path))));
            answers.add(threads.submit(() ->
                    as(Role.ADMIN).body("{\"name\":\"New\",\"type\":\"web\"}").post("/api/v1/channels")));
            answers.add(threads.submit(
                    () -> as(Role.ADMIN).body("{\"name\":\"New\"}").patch("/api/v1/channels/" + channel)));

            // then
            for (Future<Response> answer : answers) {
                answer.get()
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .body("code", equalTo("unavailable"));
            }
            done.countDown();
        }
        as(Role.VIEWER)
                .get("/api/v1/channels/" + channel)
                .then()
                .statusCode(200)
                .body("name", equalTo("Old"));
        as(Role.VIEWER).get("/api/v1/sessions/" + Ids.v7()).then().statusCode(404);
        assertThat(blocked).isEmpty();
    }

    @Test
    void shouldAnswer503WhenTheDatabaseEndsARequestInTheMiddle() throws Exception {
        UUID channel = create();
        try (Connection holder = DriverManager.getConnection(jdbcUrl, jdbcUser, jdbcPassword);
                Statement held = holder.createStatement();
                Connection admin = DriverManager.getConnection(jdbcUrl, jdbcUser, jdbcPassword);
                Statement operator = admin.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            held.execute("lock table channels, communications in access exclusive mode");

            // when
            List<Future<Response>> answers = List.of(
                    threads.submit(
                            () -> as(Role.ADMIN).body("{\"name\":\"New\"}").patch("/api/v1/channels/" + channel)),
                    threads.submit(() -> as(Role.VIEWER).get("/api/v1/sessions/" + Ids.v7())));
            Await.until("both wait", () -> count(operator, "select count(*)" + WAITING) == 2);
            count(operator, "select count(pg_terminate_backend(pid))" + WAITING);

            // then
            for (Future<Response> answer : answers) {
                answer.get().then().statusCode(503).body("code", equalTo("unavailable"));
            }
            holder.rollback();
        }
        as(Role.ADMIN)
                .body("{\"name\":\"New\"}")
                .patch("/api/v1/channels/" + channel)
                .then()
                .statusCode(200);
    }

    private static int count(Statement statement, String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID create() {
        return UUID.fromString(as(Role.ADMIN)
                .body("{\"name\":\"Old\",\"type\":\"web\"}")
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private RequestSpecification as(Role role) {
        String token = tokens.mint("communication-service", new Caller(tenant, "ann", Set.of(role)));
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Few connections, and a wait for one that an event loop would be seen in. */
    public static final class SmallPool implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "campaignflows.database.size",
                    String.valueOf(SIZE),
                    "campaignflows.database.acquisition-timeout",
                    "3s",
                    "quarkus.vertx.max-event-loop-execute-time",
                    "1500ms",
                    "campaignflows.messaging.check-topics-seconds",
                    "600",
                    "campaignflows.communication.dispatch.enabled",
                    "false",
                    "kafka.bootstrap.servers",
                    "127.0.0.1:1");
        }
    }
}
