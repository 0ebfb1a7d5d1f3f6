package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before there is a request is refused in words that tell what to do, and its connection ends in order. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class UnreadableQuarkusTest {
    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";

    @ConfigProperty(name = "test.url")
    URI base;

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("GET /" + "a".repeat(9_000) + HOST + "\r\n", 414, "address_too_long", "shorten|less"),
                Arguments.of(
                        "GET /" + HOST + "X-A: " + "a".repeat(20_000) + "\r\n\r\n", 431, "headers_too_large", "fewer"),
                Arguments.of("GET /" + HOST + "X-A: a\r\n".repeat(8_000), 431, "headers_too_large", "fewer"),
                Arguments.of("GET /%zz" + HOST + "\r\n", 400, "malformed", "%25"),
                Arguments.of("GET /%C0%AF" + HOST + "\r\n", 400, "malformed", "UTF-8"),
                Arguments.of("GET /%00" + HOST + "\r\n", 400, "malformed", "leave"),
                Arguments.of("GET / HTTP/1.1\r\n\r\n", 400, "malformed", "Host"),
                Arguments.of("GET / HTTP/3.0\r\nHost: x\r\n\r\n", 400, "malformed", "use HTTP/1.1"),
                Arguments.of(
                        "POST /" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "malformed", "once"),
                Arguments.of("POST /" + HOST + "Content-Length: x\r\n\r\n", 400, "malformed", "digits"),
                Arguments.of("POST /" + HOST + "Content-Length: 9999999999\r\n\r\n", 413, "too_large", "less"),
                Arguments.of("\u0016\u0003\u0001\u0002\n\r\n\r\n", 400, "malformed", "CR and LF"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void shouldSayWhatToDo(String request, int status, String code, String advice) throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send(request);

            RawHttp.Response answer = http.answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("connection", "close")
                    .containsEntry("cache-control", "no-store");
            JsonNode problem = new ObjectMapper().readTree(answer.body());
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("code").asText()).isEqualTo(code);
            assertThat(problem.path("type").asText()).isEqualTo("urn:campaign-flows:problem:" + code);
            assertThat(problem.path("detail").asText()).containsPattern(advice);
            assertThat(http.isClosedByOther()).isTrue();
        }
    }

    @Test
    void shouldRefuseALongPathAndGoOnWithItsConnection() throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET /api/v1/" + "a".repeat(2_100) + HOST + "\r\n");
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(414);
            assertThat(answer.body()).contains("\"code\":\"address_too_long\"", "2000 characters");

            http.send("GET /q/health/live" + HOST + "\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }
}
