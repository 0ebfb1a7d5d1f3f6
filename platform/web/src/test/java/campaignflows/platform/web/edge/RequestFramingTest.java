package campaignflows.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
    private static final String HOST = "Host: a\r\n";
    private static final long MAX_BODY = 100;

    @Test
    void shouldPassOnWhatIsWellFormedHoweverItIsCutIntoParts() {
        String stream = "POST /a?b=%C3%A4 HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc"
                + "GET / HTTP/1.0\r\n\r\n"
                + "PUT /b HTTP/1.1\r\n" + HOST + "transfer-encoding: Chunked\r\nX-Empty:\r\n\r\n"
                + "4;name=\"v\"\r\n\r\n\r\n\r\n00a\r\n0123456789\r\n0\r\nX-Trailer: t\r\n\r\n"
                + "DELETE /c HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n";
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            assertThat(passedOn(stream, random)).as("seed=%d", seed).isEqualTo(stream);
            assertThat(passedOn("\r\n" + stream, random)).as("seed=%d", seed).isEqualTo(stream);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\tc\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\u0000c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\u0001c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX A: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET /\r\nHost: a\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\tx\r\nHost: a\r\n\r\n",
                "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%C0%AF HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%E0%80%AF HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%ED%A0%80 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%FF HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?q=%4 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void shouldRefuseAHeadThatTwoCouldReadDifferently(String stream) {
        long seed = System.nanoTime();
        assertThatThrownBy(() -> passedOn(stream, new Random(seed)))
                .as("seed=%d", seed)
                .isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "-1\r\n",
                "\r\n",
                "5\n",
                "5 \r\n",
                "0x5\r\n",
                "3\r\nabcd\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "1000000000000000\r\n",
                "3;a\rb\r\nabc\r\n",
                "0\r\nX: y\n\r\n"
            })
    void shouldRefuseChunksThatTwoCouldReadDifferently(String body) {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThatThrownBy(() -> passedOn(head + body, new Random(7))).isInstanceOf(BadRequest.class);
    }

    @Test
    void shouldPassNothingOfABadHeadOn() {
        String good = "GET /a HTTP/1.1\r\n" + HOST + "\r\n";
        StringBuilder passed = new StringBuilder();
        RequestFraming framing = new RequestFraming(MAX_BODY);
        ByteBuf in = bytes(good + "GET /b HTTP/1.1\r\n" + HOST + HOST + "\r\n" + good);
        assertThatThrownBy(() -> take(framing, in, passed)).isInstanceOf(BadRequest.class);
        assertThat(passed).hasToString(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 101\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n65\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n62\r\n"
            })
    void shouldTakeNoMoreOfABodyThanItMayHave(String rest) {
        StringBuilder passed = new StringBuilder();
        RequestFraming framing = new RequestFraming(MAX_BODY);

        assertThatThrownBy(() -> take(framing, bytes("POST / HTTP/1.1\r\n" + HOST + rest + "a".repeat(101)), passed))
                .isInstanceOfSatisfying(
                        BadRequest.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThat(passed.toString()).doesNotContain("aaaa");
    }

    @Test
    void shouldCountEachBodyByItself() {
        String chunked = "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n32\r\n" + "a".repeat(50)
                + "\r\n32\r\n" + "b".repeat(50) + "\r\n0\r\n\r\n";

        assertThat(passedOn(chunked + chunked, new Random(7))).isEqualTo(chunked + chunked);
    }

    private static String passedOn(String stream, Random random) {
        RequestFraming framing = new RequestFraming(MAX_BODY);
        StringBuilder passed = new StringBuilder();
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(40));
            take(framing, Unpooled.wrappedBuffer(bytes, at, count), passed);
            at += count;
        }
        assertThat(framing.isInHead()).isFalse();
        assertThat(framing.isInBody()).isFalse();
        return passed.toString();
    }

    private static void take(RequestFraming framing, ByteBuf in, StringBuilder passed) {
        for (ByteBuf part = framing.next(in); part != null; part = framing.next(in)) {
            passed.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
