package campaignflows.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that is about to stop, on a connection from before. It has a profile so that it stops alone. */
@QuarkusTest
@TestProfile(StoppingQuarkusTest.Alone.class)
class StoppingQuarkusTest {
    /** An application of its own. */
    public static final class Alone implements QuarkusTestProfile {}

    @TestHTTPResource("/test/none")
    URI base = URI.create("");

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

    @Test
    void shouldSayThatItTookNothingOnceItIsStopping() throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(60_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            ask(socket);
            List<String> before = head(in);
            assertThat(before.getFirst()).startsWith("HTTP/1.1 404");
            assertThat(before).noneMatch(line -> line.equalsIgnoreCase("connection: close"));
            skipBody(in, before);

            shutdown.fire(new ShutdownDelayInitiatedEvent());
            ask(socket);

            List<String> after = head(in);
            assertThat(after.getFirst()).startsWith("HTTP/1.1 503");
            assertThat(after).contains("X-Not-Taken: stopping", "Connection: close", "Retry-After: 1");
            assertThat(in.lines().toList())
                    .as("the problem, and then the end")
                    .anyMatch(line -> line.contains("send the request again"));
        }
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /test/none HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> head(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static void skipBody(BufferedReader in, List<String> head) throws IOException {
        int length = head.stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < length; i++) {
            in.read();
        }
    }
}
