package campaignflows.e2e.provider;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's Bot API with one bot: takes every message, counts its chat, and gives what was written to whoever is to have it. */
public final class TelegramServer extends HttpProvider {
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*(-?\\d+)");

    private static final Pattern METHOD = Pattern.compile("(?:GET|POST) /bot[^/]+/(\\w+) HTTP/1\\.1");
    private static final Pattern OFFSET = Pattern.compile("\"offset\"\\s*:\\s*(\\d+)");
    private static final String DONE = "{\"ok\":true,\"result\":true}";
    private static final long MOST_POLL_MILLIS = 1_000;

    private final AtomicLong messageId = new AtomicLong();
    private final BlockingQueue<String> updates = new LinkedBlockingQueue<>();
    private volatile String given = "";
    private volatile String last = "";
    private volatile Map<String, String> webhook = Map.of();

    public TelegramServer() {
        super("telegram server");
    }

    /** Where updates are to be brought ({@code url}), and with what ({@code secret_token}); empty: nowhere. */
    public Map<String, String> webhook() {
        return webhook;
    }

    /** The last message that was taken, as it came. */
    public String last() {
        return last;
    }

    /** Somebody writes to the bot, which is polled. */
    public void write(String update) {
        updates.add(update);
    }

    @Override
    Response respond(String requestLine, String body) {
        Matcher method = METHOD.matcher(requestLine);
        return switch (method.matches() ? method.group(1) : "") {
            case "sendMessage" -> take(body);
            case "getMe" -> ok("{\"id\":123456,\"is_bot\":true,\"first_name\":\"Bot\",\"username\":\"page_bot\"}");
            case "setWebhook" -> {
                webhook = TwilioServer.form(body);
                yield new Response("200 OK", DONE);
            }
            case "deleteWebhook" -> {
                webhook = Map.of();
                yield new Response("200 OK", DONE);
            }
            case "getUpdates" -> poll(body);
            default -> notFound();
        };
    }

    /** An update is given again until the next one is asked for. */
    private Response poll(String body) {
        if (!webhook.isEmpty()) {
            return new Response(
                    "409 Conflict",
                    "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: can't use getUpdates method while webhook is active\"}");
        }
        Matcher offset = OFFSET.matcher(body);
        if (offset.find() && given.contains("\"update_id\":" + (Long.parseLong(offset.group(1)) - 1) + ",")) {
            given = "";
        }
        try {
            if (given.isEmpty()) {
                String next = updates.poll(MOST_POLL_MILLIS, TimeUnit.MILLISECONDS);
                given = next == null ? "" : next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ok("[" + given + "]");
    }

    private Response take(String body) {
        Matcher chat = CHAT.matcher(body);
        if (!chat.find()) {
            return notFound();
        }
        last = body;
        deliveries().add(chat.group(1));
        return ok("{\"message_id\":%d,\"date\":1767225600,\"chat\":{\"id\":%s,\"type\":\"private\"},\"text\":\"\"}"
                .formatted(messageId.incrementAndGet(), chat.group(1)));
    }

    private static Response ok(String result) {
        return new Response("200 OK", "{\"ok\":true,\"result\":" + result + "}");
    }

    private static Response notFound() {
        return new Response("404 Not Found", "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
    }
}
