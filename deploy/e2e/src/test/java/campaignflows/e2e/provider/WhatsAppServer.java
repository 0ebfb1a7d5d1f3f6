package campaignflows.e2e.provider;

import campaignflows.e2e.provider.WhatsAppReceipts.Taken;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages of one number by WhatsApp's Cloud API: takes every one, counts its recipient, and has its receipts brought. */
public final class WhatsAppServer extends HttpProvider {
    public static final String NUMBER_ID = "106540352242922";
    private static final Pattern PATH = Pattern.compile("POST /v\\d+\\.\\d+/" + NUMBER_ID + "/messages HTTP/1\\.1");
    private static final Pattern TO = Pattern.compile("\"to\"\\s*:\\s*\"(\\d+)\"");
    private static final Pattern OUR_ID = Pattern.compile("\"biz_opaque_callback_data\"\\s*:\\s*\"([^\"]+)\"");

    private final AtomicLong messageId = new AtomicLong();
    private final WhatsAppReceipts receipts;

    public WhatsAppServer(WhatsAppReceipts receipts) {
        super("whatsapp server");
        this.receipts = receipts;
    }

    @Override
    Response respond(String requestLine, String body) {
        Matcher to = TO.matcher(body);
        Matcher ourId = OUR_ID.matcher(body);
        if (!PATH.matcher(requestLine).matches() || !to.find() || !ourId.find()) {
            return new Response(
                    "400 Bad Request",
                    "{\"error\":{\"message\":\"(#100) Invalid parameter\",\"type\":\"OAuthException\",\"code\":100}}");
        }
        String id = "wamid." + messageId.incrementAndGet();
        deliveries().add(to.group(1));
        receipts.add(new Taken(id, ourId.group(1), to.group(1)));
        return new Response(
                "200 OK",
                "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"%1$s\",\"wa_id\":\"%1$s\"}],\"messages\":[{\"id\":\"%2$s\"}]}"
                        .formatted(to.group(1), id));
    }
}
