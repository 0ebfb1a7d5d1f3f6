package campaignflows.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a plain socket: what comes back, byte for byte, until the service closes. */
@QuarkusTest
class FramingQuarkusTest {
    private static final String SECOND = "GET /api/v1/second HTTP/1.1\r\nHost: a\r\n\r\n";

    @TestHTTPResource("/")
    URI base = URI.create("");

    @Inject
    InternalTokens tokens;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: gzip\r\nContent-Length: 4\r\n",
                "Content-Length: 4\r\nContent-Length: 4\r\n",
                "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
                "Host: a\r\n",
                "X-A: b\r\n folded\r\n",
                "X-A : b\r\n",
                "X-A: b\nX-B: c\r\n",
                "X-A: b\u0000\r\n"
            })
    void shouldRefuseAndCloseAndNeverAnswerTheRest(String headers) throws IOException {
        String answer = answerTo("POST /api/v1/samples HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n0\r\n\r\n" + SECOND);
        assertRefused(answer, 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%C0%AF HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a?b=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void shouldRefuseWhatIsNoRequestOfOurs(String request) throws IOException {
        assertRefused(answerTo(request + SECOND), 400, "malformed");
    }

    @Test
    void shouldAnswerWhatIsTooLongWithADocumentToo() throws IOException {
        assertRefused(answerTo("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414, "address_too_long");
        String header = "GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n";
        assertRefused(answerTo(header), 431, "headers_too_large");
        String endless = "GET / HTTP/1.1\r\nHost: a\r\n" + "X-A: a\r\n".repeat(8_000);
        assertRefused(answerTo(endless), 431, "headers_too_large");
    }

    @Test
    void shouldAnswerABodyThatIsTooLargeWithADocumentToo() throws IOException {
        String token = tokens.mint("platform-web", new Caller(UUID.randomUUID(), "ann", Set.of(Role.ADMIN)));
        String head = "POST /api/v1/samples/csv HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                + token;
        assertRefused(answerTo(head + "\r\nContent-Length: 20971521\r\n\r\nabc"), 413, "too_large");
        String chunked = head + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n13ffffe\r\n" + "a".repeat(100_000);
        assertRefused(answerTo(chunked), 413, "too_large");
    }

    @Test
    void shouldAnswerWhatCameBeforeTheFaultFirst() throws IOException {
        String answer = answerTo(SECOND + SECOND + "GET / HTTP/9.9\r\nHost: a\r\n\r\n" + SECOND);
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(4);
        assertThat(answer.split("HTTP/1\\.1 404", -1)).hasSize(3);
        assertThat(answer.substring(answer.lastIndexOf("HTTP/1.1 "))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void shouldEndARequestWhoseChunksAreWrong() throws IOException {
        String head = "POST /api/v1/samples/csv HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        String answer = answerTo(head + "3\r\nabc\r\n5 \r\n" + SECOND);
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("404");
    }

    @Test
    void shouldNotWaitForAHeadThatComesInDrops() throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHos".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertRefused(answer, 408, "request_timeout");
        }
    }

    private static void assertRefused(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as(answer).hasSize(2);
        assertThat(answer)
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("connection: close")
                .contains("\"code\":\"" + code + "\"", "\"status\":" + status);
    }

    private String answerTo(String bytes) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
