package campaignflows.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The end of connections to a service that was asked to end. */
class EarlyResponsesTest {
    private static EmbeddedChannel connection(Draining draining) {
        ConnectionLimits limits = new ConnectionLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 0, 1_000);
        return new EmbeddedChannel(new EarlyResponses(new ConnectionGuard(limits, draining), draining));
    }

    private static DefaultFullHttpRequest request() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/x");
    }

    private static FullHttpResponse response() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static FullHttpResponse sent(EmbeddedChannel connection) {
        FullHttpResponse response = connection.readOutbound();
        assertThat(response).isNotNull();
        return response;
    }

    @Test
    void shouldServeOnDuringTheDelayAndMakeEachResponseTheLastOfItsConnection() {
        Draining draining = new Draining(Optional.of(Duration.ofHours(1)));
        EmbeddedChannel connection = connection(draining);
        connection.writeInbound(request());
        connection.writeOutbound(response());
        assertThat(sent(connection).headers().contains("Connection")).isFalse();

        draining.begin(new ShutdownDelayInitiatedEvent());
        connection.writeInbound(request());
        connection.writeOutbound(response());

        FullHttpResponse last = sent(connection);
        assertThat(last.status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(last.headers().get("Connection")).isEqualTo("close");
        assertThat(last.headers().contains(Draining.NOT_TAKEN)).isFalse();
    }

    @Test
    void shouldFinishWhatWasTakenAndTakeNothingMore() {
        Draining draining = new Draining(Optional.empty());
        EmbeddedChannel connection = connection(draining);
        connection.writeInbound(request());
        assertThat((Object) connection.readInbound()).isNotNull();
        draining.begin(new ShutdownDelayInitiatedEvent());

        connection.writeInbound(request());

        assertThat((Object) connection.readInbound())
                .as("the request does not reach the service")
                .isNull();
        assertThat((Object) connection.readOutbound())
                .as("the first has its turn")
                .isNull();
        connection.writeOutbound(response());
        assertThat(sent(connection).status()).isEqualTo(HttpResponseStatus.OK);
        FullHttpResponse refusal = sent(connection);
        assertThat(refusal.status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
        assertThat(refusal.headers().get(Draining.NOT_TAKEN)).isEqualTo("stopping");
        assertThat(refusal.headers().get("Connection")).isEqualTo("close");
        assertThat(refusal.content().toString(StandardCharsets.UTF_8)).contains("send the request again");
    }
}
