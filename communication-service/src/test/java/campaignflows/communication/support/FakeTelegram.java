package campaignflows.communication.support;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Telegram's Bot API as far as a bot sends and receives messages: one bot, chats that have begun, are blocked or went elsewhere, its limits
 * and its answers. It misbehaves as told. That its answers are Telegram's, a client of somebody else's says.
 */
public final class FakeTelegram implements AutoCloseable {
    public static final String TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
    private static final int MAX_TEXT = 4096;

    /** A message that a chat got. */
    public record Sent(long chatId, String text) {}

    /** Chats that have begun. */
    public final Set<Long> chats = ConcurrentHashMap.newKeySet();

    public final Set<Long> blocked = ConcurrentHashMap.newKeySet();
    public final Map<Long, Long> migrated = new ConcurrentHashMap<>();

    /** Where updates are brought; empty: nowhere, so that they can be asked for. */
    public volatile String webhook = "";

    /** With which they are brought. */
    public volatile String secret = "";

    /** Offsets of the calls of getUpdates, 0 for none. */
    public final List<Long> offsets = new CopyOnWriteArrayList<>();

    private final List<ObjectNode> updates = new CopyOnWriteArrayList<>();
    private final AtomicInteger updateId = new AtomicInteger(100);

    /** Counts calls of getUpdates: the last one takes the updates. */
    private final AtomicInteger askers = new AtomicInteger();

    private final Object written = new Object();
    private volatile boolean askedByAnother;

    private final HttpServer server;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile int retryAfter;
    private volatile boolean revoked;

    /** How it misbehaves. */
    public enum Fault {
        NONE,
        /** Takes the message and closes the connection without an answer. */
        HANG_UP,
        /** Takes the message and says nothing. */
        SILENCE,
        /** Takes nothing, and answers as a gateway in front of it does. */
        BAD_GATEWAY,
        /** Takes nothing, and answers as a filter on the way does. */
        FILTERED,
        /** Takes the message and answers more than anybody reads. */
        ENDLESS,
        /** Takes the message and answers with something that is no JSON. */
        NONSENSE
    }

    public FakeTelegram() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeTelegram misbehaves(Fault how) {
        fault = how;
        return this;
    }

    /** Refuses everything with 429 and this many seconds; 0 for nothing. */
    public FakeTelegram wantsPause(int seconds) {
        retryAfter = seconds;
        return this;
    }

    /** BotFather has given another token out. */
    public FakeTelegram revokes(boolean token) {
        revoked = token;
        return this;
    }

    /** Messages that chats got, whatever was answered. */
    public List<Sent> sent() {
        return sent;
    }

    public List<String> sentTo(long chatId) {
        return sent.stream()
                .filter(one -> one.chatId() == chatId)
                .map(Sent::text)
                .toList();
    }

    /** A person writes to the bot. */
    public void writes(long chatId, String text) {
        ObjectNode update = Json.mapper().createObjectNode().put("update_id", updateId.incrementAndGet());
        ObjectNode message = update.putObject("message");
        message.put("message_id", updateId.get()).put("date", 1_750_000_000L).put("text", text);
        message.putObject("chat").put("id", chatId).put("type", "private").put("first_name", "Ann");
        message.putObject("from").put("id", chatId).put("is_bot", false).put("first_name", "Ann");
        bring(update);
    }

    /** An update as it is. */
    public void bring(ObjectNode update) {
        synchronized (written) {
            updates.add(update);
            written.notifyAll();
        }
    }

    /** Begins to number updates again, as after a week without any. */
    public void numbersFrom(int id) {
        updateId.set(id - 1);
    }

    /** Updates that nobody has confirmed. */
    public int kept() {
        return updates.size();
    }

    /** Another program asks for the bot's updates all the time. */
    public FakeTelegram isAskedByAnother(boolean asked) {
        askedByAnother = asked;
        return this;
    }

    public int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            JsonNode asked = parameters(exchange);
            String path = exchange.getRequestURI().getPath();
            if (fault == Fault.FILTERED) {
                write(exchange, 403, "<html><body>Not allowed here</body></html>", "text/html");
            } else if (fault == Fault.BAD_GATEWAY) {
                write(exchange, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html");
            } else if (!path.startsWith("/bot")) {
                refuse(exchange, 404, "Not Found", null);
            } else if (revoked || !path.startsWith("/bot" + TOKEN + "/")) {
                refuse(exchange, 401, "Unauthorized", null);
            } else if (retryAfter > 0) {
                refuse(
                        exchange,
                        429,
                        "Too Many Requests: retry after " + retryAfter,
                        Json.mapper().createObjectNode().put("retry_after", retryAfter));
            } else if (path.endsWith("/sendMessage")) {
                sendMessage(exchange, asked);
            } else if (path.endsWith("/getUpdates")) {
                getUpdates(exchange, asked);
            } else if (path.endsWith("/getMe")) {
                ObjectNode me = Json.mapper().createObjectNode().put("ok", true);
                me.putObject("result")
                        .put("id", 123_456)
                        .put("is_bot", true)
                        .put("first_name", "Bot")
                        .put("username", "campaign_flows_bot");
                write(exchange, 200, me.toString(), "application/json");
            } else if (path.endsWith("/setWebhook")) {
                webhook = asked.path("url").asText();
                secret = asked.path("secret_token").asText();
                done(exchange);
            } else if (path.endsWith("/deleteWebhook")) {
                webhook = "";
                done(exchange);
            } else {
                refuse(exchange, 404, "Not Found: method not found", null);
            }
        }
    }

    private void getUpdates(HttpExchange exchange, JsonNode asked) throws IOException {
        long offset = asked.path("offset").asLong(0);
        offsets.add(offset);
        int asker = askers.incrementAndGet();
        if (!webhook.isEmpty()) {
            refuse(
                    exchange,
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
                    null);
            return;
        }
        updates.removeIf(update -> update.path("update_id").asLong() < offset);
        awaitUpdates(asker, asked.path("timeout").asLong(0));
        if (askedByAnother || asker != askers.get()) {
            refuse(
                    exchange,
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                    null);
            return;
        }
        ObjectNode answer = Json.mapper().createObjectNode().put("ok", true);
        ArrayNode result = answer.putArray("result");
        updates.stream().limit(asked.path("limit").asInt(100)).forEach(result::add);
        write(exchange, 200, answer.toString(), "application/json");
    }

    private void awaitUpdates(int asker, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (written) {
            written.notifyAll();
            long left = deadline - System.nanoTime();
            while (left > 0 && updates.isEmpty() && asker == askers.get() && closing.getCount() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(written, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    private static void done(HttpExchange exchange) throws IOException {
        write(exchange, 200, "{\"ok\":true,\"result\":true}", "application/json");
    }

    private void sendMessage(HttpExchange exchange, JsonNode asked) throws IOException {
        long chatId = asked.path("chat_id").asLong(0);
        String text = asked.path("text").asText("");
        Long newId = migrated.get(chatId);
        if (text.isBlank()) {
            refuse(exchange, 400, "Bad Request: message text is empty", null);
        } else if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            refuse(exchange, 400, "Bad Request: message is too long", null);
        } else if (newId != null) {
            refuse(
                    exchange,
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    Json.mapper().createObjectNode().put("migrate_to_chat_id", newId));
        } else if (blocked.contains(chatId)) {
            refuse(exchange, 403, "Forbidden: bot was blocked by the user", null);
        } else if (!chats.contains(chatId)) {
            refuse(exchange, 400, "Bad Request: chat not found", null);
        } else {
            sent.add(new Sent(chatId, text));
            taken(exchange, chatId, text);
        }
    }

    private void taken(HttpExchange exchange, long chatId, String text) throws IOException {
        switch (fault) {
            case HANG_UP -> {}
            case SILENCE -> silence();
            case NONSENSE -> write(exchange, 200, "<html>", "text/html");
            case ENDLESS ->
                write(exchange, 200, "{\"ok\":true,\"x\":\"" + "x".repeat(1 << 20) + "\"}", "application/json");
            case NONE, BAD_GATEWAY, FILTERED -> {
                ObjectNode message = Json.mapper().createObjectNode();
                message.put("message_id", sent.size());
                message.put("date", 1_750_000_000L);
                message.putObject("chat")
                        .put("id", chatId)
                        .put("type", "private")
                        .put("first_name", "Ann");
                message.putObject("from").put("id", 123_456).put("is_bot", true).put("first_name", "Bot");
                message.put("text", text);
                ObjectNode answer = Json.mapper().createObjectNode().put("ok", true);
                answer.set("result", message);
                write(exchange, 200, answer.toString(), "application/json");
            }
        }
    }

    private void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int code, String description, @Nullable ObjectNode parameters)
            throws IOException {
        ObjectNode answer = Json.mapper()
                .createObjectNode()
                .put("ok", false)
                .put("error_code", code)
                .put("description", description);
        if (parameters != null) {
            answer.set("parameters", parameters);
        }
        write(exchange, code, answer.toString(), "application/json");
    }

    private static void write(HttpExchange exchange, int status, String body, String type) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** As JSON or as a form: Telegram takes both. */
    private static JsonNode parameters(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (type.startsWith("application/json")) {
            return Json.mapper().readTree(body);
        }
        ObjectNode form = Json.mapper().createObjectNode();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (written) {
            written.notifyAll();
        }
        server.stop(0);
    }
}
