package campaignflows.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Vert.x checks every few milliseconds whether an event loop is blocked, and reports where: never in our code or in a hash. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class EventLoopQuarkusTest {
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    private static final int BLOCKED_MS = 100;

    @ConfigProperty(name = "test.url")
    URI base;

    /** Makes the checker of the service under test strict. */
    @Singleton
    public static class StrictChecker implements VertxOptionsCustomizer {
        @Override
        public void accept(VertxOptions options) {
            options.setBlockedThreadCheckInterval(5)
                    .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                    .setMaxEventLoopExecuteTime(BLOCKED_MS)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                    .setWarningExceptionTime(BLOCKED_MS)
                    .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS);
        }
    }

    /** What the checker says, as stacks of threads that stand. */
    private static final class Recorder extends Handler {
        private final List<String> stacks = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getThrown() != null) {
                stacks.add(Arrays.stream(record.getThrown().getStackTrace())
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining("\n")));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void shouldNeverHoldAnEventLoop() throws Exception {
        Api nobody = new Api(base, null);
        nobody.newTenant();
        var recorder = new Recorder();
        CHECKER.addHandler(recorder);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(threads.submit(() -> signIn(nobody)));
                calls.add(threads.submit(() -> administer(nobody)));
                calls.add(threads.submit(() -> nobody.with("cf_guess").get("/api/v1/me")));
                calls.add(threads.submit(() -> nobody.get("/api/v1/session")));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            CHECKER.removeHandler(recorder);
        }
        assertThat(recorder.stacks).noneMatch(EventLoopQuarkusTest::isOurs);
    }

    private static void signIn(Api nobody) {
        Api.Response answer = nobody.post("/api/v1/session", "{\"password\":\"" + StubServices.PASSWORD + "\"}");
        Api user = nobody.with(answer.json().path("token").asText());
        user.get("/api/v1/me");
        user.delete("/api/v1/session");
    }

    private static void administer(Api nobody) {
        Api admin = nobody.newTenant();
        admin.patch("/api/v1/tenant", "{\"region\":\"DE\"}");
        String key = admin.post("/api/v1/api-keys", "{\"name\":\"K\",\"roles\":[\"viewer\"]}")
                .json()
                .path("id")
                .asText();
        admin.get("/api/v1/api-keys");
        admin.delete("/api/v1/api-keys/" + key);
        admin.get("/api/v1/campaigns");
    }

    /** A loop may stand because the machine has no time for it; that is nothing of ours. */
    private static boolean isOurs(String stack) {
        return stack.contains("PBKDF2")
                || stack.contains("java.lang.Thread.sleep")
                || stack.contains("LockSupport.park")
                || stack.contains("CompletableFuture.get")
                || stack.contains("SocketInputStream");
    }
}
