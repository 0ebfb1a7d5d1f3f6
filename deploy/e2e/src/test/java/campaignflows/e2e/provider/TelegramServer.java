package campaignflows.e2e.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's {@code sendMessage}, over HTTP/1.1 with connections that stay: takes every message and counts its chat. */
public final class TelegramServer extends ProviderServer {
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*(-?\\d+)");
    private static final int MOST_BYTES = 1 << 20;

    private final AtomicLong messageId = new AtomicLong();

    public TelegramServer() {
        super("telegram server");
    }

    /** For {@code campaignflows.communication.telegram.api}. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    void serve(InputStream in, OutputStream out) throws IOException {
        for (String request = line(in); request != null; request = line(in)) {
            int length = 0;
            for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            if (length > MOST_BYTES) {
                return;
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            Matcher chat = CHAT.matcher(body);
            if (!request.contains("/sendMessage ") || !chat.find()) {
                answer(out, "404 Not Found", "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
                continue;
            }
            deliveries().add(chat.group(1));
            answer(
                    out,
                    "200 OK",
                    "{\"ok\":true,\"result\":{\"message_id\":%d,\"date\":1767225600,\"chat\":{\"id\":%s,\"type\":\"private\"},\"text\":\"\"}}"
                            .formatted(messageId.incrementAndGet(), chat.group(1)));
        }
    }

    private static void answer(OutputStream out, String status, String json) throws IOException {
        write(
                out,
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, json.getBytes(StandardCharsets.UTF_8).length, json));
    }
}
