package campaignflows.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** What an exception of a library means to the caller. */
class TranslationTest {
    @Test
    void shouldTakeABodyThatBrokeOffForTheCallers() {
        // given: what the server's input stream throws when the connection is closed
        IOException thrown = new IOException(new IOException(new HttpClosedException("Connection was closed")));

        // when
        ProblemException problem = Translation.of(thrown, 500);

        // then
        assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(problem.detail()).isEqualTo("The body broke off before its end: send it again");
    }

    @Test
    void shouldKeepOurOwnBrokenConnectionsToOurselves() {
        assertThat(Translation.of(new HttpClosedException("Connection was closed"), 500)
                        .code())
                .isEqualTo(ErrorCode.UNEXPECTED);
        assertThat(Translation.of(new ClosedChannelException(), 500).code()).isEqualTo(ErrorCode.UNEXPECTED);
        assertThat(Translation.of(new IOException("No space left on device"), 500)
                        .code())
                .isEqualTo(ErrorCode.UNEXPECTED);
    }
}
