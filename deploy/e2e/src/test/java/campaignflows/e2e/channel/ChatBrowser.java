package campaignflows.e2e.channel;

import campaignflows.e2e.client.Await;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A chat without our script, as the page describes it. */
final class ChatBrowser implements WebSocket.Listener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    ChatBrowser(URI gateway, String channel, String origin) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://" + gateway.getAuthority() + "/api/v1/web/" + channel), this)
                .join();
    }

    void tell(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Sends a frame, and waits for one of this type. */
    JsonNode say(String frame, String type) {
        tell(frame);
        return await(type);
    }

    /** The first frame of this type. */
    JsonNode await(String type) {
        return Await.until(
                        "a frame " + type,
                        LIMIT,
                        () -> frames.stream()
                                .filter(frame -> frame.path("type").asText().equals(type))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(part.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
