package campaignflows.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.DatabaseRefusal;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What an exception of a library means to the caller. */
class ExceptionTranslationTest {
    @Test
    void shouldTakeABodyThatBrokeOffForTheCallers() {
        // given: what the server's input stream throws when the connection is closed
        IOException thrown = new IOException(new IOException(new HttpClosedException("Connection was closed")));

        // when
        ProblemException problem = ExceptionTranslation.of(thrown, 500);

        // then
        assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(problem.detail()).isEqualTo("The body broke off before its end: send it again");
    }

    @Test
    void shouldKeepOurOwnBrokenConnectionsToOurselves() {
        assertThat(ExceptionTranslation.of(new HttpClosedException("Connection was closed"), 500)
                        .code())
                .isEqualTo(ErrorCode.UNEXPECTED);
        assertThat(ExceptionTranslation.of(new ClosedChannelException(), 500).code())
                .isEqualTo(ErrorCode.UNEXPECTED);
        assertThat(ExceptionTranslation.of(new IOException("No space left on device"), 500)
                        .code())
                .isEqualTo(ErrorCode.UNEXPECTED);
    }

    @Test
    void shouldTellWhatTheDatabaseRefusedByItsSqlState() {
        assertThat(ExceptionTranslation.of(new Refused("57P01"), 500).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(ExceptionTranslation.of(new IllegalStateException(new Refused("08006")), 500)
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(ExceptionTranslation.of(new Refused("22021"), 500).code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(ExceptionTranslation.of(new Refused("23505"), 500).code()).isEqualTo(ErrorCode.UNEXPECTED);
    }

    private static final class Refused extends RuntimeException implements DatabaseRefusal {
        private static final long serialVersionUID = 1L;
        private final String sqlState;

        Refused(String sqlState) {
            this.sqlState = sqlState;
        }

        @Override
        public String sqlState() {
            return sqlState;
        }
    }

    @Test
    void shouldAskToComeAgainWhenNoConnectionToTheDatabaseComesInTime() {
        // given: as both seams throw it, the reactive one without an SQLException, and as it comes wrapped
        DatabaseBusyException busy = new DatabaseBusyException("none in time", new TimeoutException());

        // when / then
        for (Throwable thrown : List.of(busy, new IllegalStateException(busy))) {
            ProblemException problem = ExceptionTranslation.of(thrown, 500);
            assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(ProblemFormatter.of(problem).getStatusCode()).isEqualTo(503);
            assertThat(ProblemFormatter.of(problem).getHeaders()).containsEntry("Retry-After", 1L);
        }
    }
}
