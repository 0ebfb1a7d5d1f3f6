package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ForwardedHeadersTest {
    private static final URI SERVICE = URI.create("http://127.0.0.1:4711");

    @Test
    void shouldPassOnOnlyWhatIsForTheService() {
        // given
        MultiMap from = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer cf_secret")
                .add("Cookie", "a=b")
                .add("X-Forwarded-For", "1.2.3.4")
                .add("x-forwarded-host", "evil")
                .add("Forwarded", "for=1.2.3.4")
                .add("Transfer-Encoding", "chunked")
                .add("Connection", "close, X-Mine")
                .add("X-Mine", "1")
                .add("TE", "trailers")
                .add("Expect", "100-continue")
                .add("If-Match", "\"3\"")
                .add("Idempotency-Key", "k")
                .add("Content-Type", "text/csv");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        // when
        ForwardedHeaders.inwards(from, to, "minted", "req-1");
        // then
        assertThat(to.names())
                .containsExactlyInAnyOrder(
                        "If-Match", "Idempotency-Key", "Content-Type", "Authorization", "X-Request-Id");
        assertThat(to.get("Authorization")).isEqualTo("Bearer minted");
    }

    @Test
    void shouldNotTellWhereTheAnswerWasMade() {
        // given
        MultiMap from = MultiMap.caseInsensitiveMultiMap()
                .add("Server", "x")
                .add("Location", "http://127.0.0.1:4711/api/v1/campaigns/1")
                .add("Content-Length", "3")
                .add("ETag", "\"1\"");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        // when
        ForwardedHeaders.outwards(from, to, SERVICE);
        // then
        assertThat(to.names()).containsExactlyInAnyOrder("Location", "Content-Length", "ETag");
        assertThat(to.get("Location")).isEqualTo("/api/v1/campaigns/1");
    }

    @Test
    void shouldLeaveALocationOnAnotherHost() {
        MultiMap from = MultiMap.caseInsensitiveMultiMap().add("Location", "http://127.0.0.1:47110/x");
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        ForwardedHeaders.outwards(from, to, SERVICE);
        assertThat(to.get("Location")).isEqualTo("http://127.0.0.1:47110/x");
    }
}
