package campaignflows.e2e.provider;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Brings WhatsApp's receipts of what was taken to a webhook, as Meta does: signed, several at once in any order, some of them
 * twice, and again and again until it is answered with 200. It ends when it is closed.
 */
public final class WhatsAppReceipts implements AutoCloseable {
    private static final int MOST_AT_ONCE = 50;
    private static final int ONE_OF = 10;

    private final BlockingQueue<Taken> waiting = new LinkedBlockingQueue<>();
    private final String secret;
    private final Random random;
    private @Nullable Thread thread;

    /** A message that was taken, by Meta's id and by the one that was given with it. */
    record Taken(String wamid, String ourId, String to) {}

    public WhatsAppReceipts(String secret, Random random) {
        this.secret = secret;
        this.random = random;
    }

    void add(Taken taken) {
        waiting.add(taken);
    }

    /** From now on, and what has been taken before. */
    public void bringTo(Api gateway, String webhook) {
        thread = Thread.ofPlatform().name("whatsapp receipts").daemon().start(() -> bring(gateway, webhook));
    }

    private void bring(Api gateway, String webhook) {
        try {
            while (true) {
                List<Taken> some = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(some, MOST_AT_ONCE - 1);
                do {
                    call(gateway, webhook, some);
                } while (random.nextInt(ONE_OF) == 0);
            }
        } catch (InterruptedException e) {
            // Closed.
            return;
        }
    }

    /** Until it is heard. */
    private void call(Api gateway, String webhook, List<Taken> some) throws InterruptedException {
        Map<String, Object> notification = notification(some);
        String signature = "sha256=" + hmac(Api.json(notification));
        while (!isHeard(gateway, webhook, notification, signature)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("Closed");
            }
            Await.pause();
        }
    }

    private static boolean isHeard(Api gateway, String webhook, Object notification, String signature) {
        try {
            return gateway.send("POST", webhook, notification, "X-Hub-Signature-256", signature)
                    .isSuccess();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Map<String, Object> notification(List<Taken> some) {
        List<Map<String, Object>> statuses = new ArrayList<>();
        for (Taken one : some) {
            for (String status : List.of("sent", "delivered")) {
                statuses.add(Map.of(
                        "id",
                        one.wamid(),
                        "status",
                        status,
                        "timestamp",
                        Long.toString(Instant.now().getEpochSecond()),
                        "recipient_id",
                        one.to(),
                        "biz_opaque_callback_data",
                        one.ourId()));
            }
        }
        Collections.shuffle(statuses, random);
        Map<String, Object> value = Map.of(
                "messaging_product",
                "whatsapp",
                "metadata",
                Map.of("display_phone_number", "15550783881", "phone_number_id", WhatsAppServer.NUMBER_ID),
                "statuses",
                statuses);
        return Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of(
                        "id", "102290129340398", "changes", List.of(Map.of("field", "messages", "value", value)))));
    }

    private String hmac(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
