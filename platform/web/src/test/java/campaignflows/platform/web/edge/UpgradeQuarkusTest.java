package campaignflows.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes on an upgraded connection is no HTTP any more; what was not upgraded still is. */
@QuarkusTest
class UpgradeQuarkusTest {
    @TestHTTPResource("/test/echo")
    URI echo = URI.create("");

    @Test
    void shouldPassFramesOnAsTheyAre() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        StringBuilder part = new StringBuilder();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(echo.toString().replaceFirst("^http", "ws")), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        part.append(data);
                        if (last) {
                            heard.add(part.toString());
                            part.setLength(0);
                        }
                        webSocket.request(1);
                        return null;
                    }
                })
                .join();
        try {
            for (String text : new String[] {"a", "GET / HTTP/9.9\r\n\r\n", "\n\n\r", "x".repeat(60_000), "end"}) {
                socket.sendText(text, true).join();
                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(text);
            }
        } finally {
            socket.abort();
        }
    }

    @Test
    void shouldStillReadStrictlyWhereNothingWasUpgraded() throws IOException {
        try (Socket socket = new Socket(echo.getHost(), echo.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("GET /test/none HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                                    + "\u0001no request\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).contains("HTTP/1.1 404").contains("HTTP/1.1 400");
        }
    }
}
