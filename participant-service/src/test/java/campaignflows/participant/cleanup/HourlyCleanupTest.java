package campaignflows.participant.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourlyCleanupTest {
    /** A scheduled task that throws is never run again, and nobody notices. */
    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, IllegalStateException.class})
    void shouldComeAgainAfterAnErrorOfTheMachine(Class<? extends Throwable> failure) {
        // given
        AtomicInteger tried = new AtomicInteger();
        Pool pool = new Pool((io.vertx.sqlclient.Pool) null) {
            @Override
            public Uni<SqlConnection> getConnection() {
                tried.incrementAndGet();
                throw HourlyCleanupTest.<RuntimeException>any(failure);
            }
        };
        Database database = new Database(pool, Duration.ofSeconds(1), Duration.ofSeconds(1));
        HourlyCleanup cleanup =
                new HourlyCleanup("test", database, Duration.ofDays(1), (tx, before, limit) -> 0, Clock.systemUTC());

        // when
        cleanup.run();
        cleanup.run();

        // then
        assertThat(tried).hasValue(2);
        cleanup.stop();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T any(Class<? extends Throwable> failure) throws T {
        try {
            throw (T) failure.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
