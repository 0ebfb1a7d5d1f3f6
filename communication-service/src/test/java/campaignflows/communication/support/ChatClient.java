package campaignflows.communication.support;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.testkit.Await;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A browser's side of a web chat, which does as it is told, right or wrong. */
public final class ChatClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What has come, in order. */
    public final List<JsonNode> frames = new CopyOnWriteArrayList<>();

    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private volatile int closeStatus;

    private ChatClient(URI address, String token, @Nullable String origin) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token);
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(address, this).join();
    }

    public static ChatClient connect(URI address, String token, @Nullable String origin) {
        return new ChatClient(address, token, origin);
    }

    /** The response to one that is not let in. */
    public static HttpResponse<?> refused(URI address, String token, @Nullable String origin) {
        try (ChatClient client = new ChatClient(address, token, origin)) {
            throw new AssertionError("Expected a refusal, but there is a connection: " + client.frames);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refusal) {
                return refusal.getResponse();
            }
            throw e;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                frames.add(Json.mapper().readTree(part.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeStatus = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeStatus = 1006;
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Says hello; what was answered. */
    public JsonNode hello(String rest) {
        send("{\"type\":\"hello\"" + (rest.isEmpty() ? "" : "," + rest) + "}");
        return await("ready", frame -> true);
    }

    public void say(String id, String text) {
        send("{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text));
    }

    /** Says something that the other side may not want to hear any more. */
    public void trySaying(String id, String text) {
        try {
            say(id, text);
        } catch (CompletionException e) {
            if (closeStatus == 0) {
                closeStatus = 1006;
            }
        }
    }

    /** The first frame of the type that fits, once there is one. */
    public JsonNode await(String type, Predicate<JsonNode> fits) {
        Await.until(type + " comes", () -> of(type).stream().anyMatch(fits));
        return of(type).stream().filter(fits).findFirst().orElseThrow();
    }

    public JsonNode awaitError(String code) {
        return await("error", frame -> frame.path("code").asText().equals(code));
    }

    /** With which status the other side has ended it, once it has. */
    public int awaitClose() {
        Await.until("the connection ends", () -> closeStatus != 0);
        return closeStatus;
    }

    public boolean isOpen() {
        return closeStatus == 0;
    }

    public List<JsonNode> of(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    /** Texts of the messages that have come. */
    public List<String> shown() {
        return of("message").stream().map(frame -> frame.path("text").asText()).toList();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
