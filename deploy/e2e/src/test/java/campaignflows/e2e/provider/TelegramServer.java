package campaignflows.e2e.provider;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's {@code sendMessage}: takes every message and counts its chat. */
public final class TelegramServer extends HttpProvider {
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*(-?\\d+)");

    private final AtomicLong messageId = new AtomicLong();

    public TelegramServer() {
        super("telegram server");
    }

    @Override
    Response respond(String requestLine, String body) {
        Matcher chat = CHAT.matcher(body);
        if (!requestLine.contains("/sendMessage ") || !chat.find()) {
            return new Response("404 Not Found", "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
        }
        deliveries().add(chat.group(1));
        return new Response(
                "200 OK",
                "{\"ok\":true,\"result\":{\"message_id\":%d,\"date\":1767225600,\"chat\":{\"id\":%s,\"type\":\"private\"},\"text\":\"\"}}"
                        .formatted(messageId.incrementAndGet(), chat.group(1)));
    }
}
