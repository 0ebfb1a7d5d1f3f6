package campaignflows.communication.telegram;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.storage.Columns;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods of Telegram's Bot API by which contacts' messages are received, and bots found. */
@Singleton
public final class TelegramApi {
    /** A hundred updates with the longest texts and what they quote. */
    private static final int MAX_UPDATES_BYTES = 8 << 20;

    /** What contacts say; everything else that a bot may hear of is of no use here. */
    private static final List<String> KINDS = List.of("message", "callback_query");

    private final ProviderHttp http;
    private final URI base;
    private final Duration answerTimeout;

    public TelegramApi(ProviderHttp http, CommunicationConfig config) {
        this.http = http;
        this.base = ProviderHttp.base(config.telegram().api());
        this.answerTimeout = config.http().answerTimeout();
    }

    /**
     * Asks for updates.
     *
     * @param offset the first that is not known yet, which tells Telegram that those before it are; null: whatever it has
     * @param wait   how long Telegram may leave the call open until there are any
     */
    ProviderResponse updates(UUID channelId, String token, @Nullable Long offset, int limit, Duration wait) {
        GetUpdates asked = new GetUpdates(offset, limit, wait.toSeconds(), KINDS);
        return http.postLong(
                channelId,
                method(token, "getUpdates"),
                Map.of(),
                bytes(asked),
                new ProviderHttp.Bounds(answerTimeout.plus(wait), MAX_UPDATES_BYTES));
    }

    /** Removes the bot's webhook; what people have written meanwhile is kept to be asked for. */
    ProviderResponse removeWebhook(UUID channelId, String token) {
        return http.post(channelId, method(token, "deleteWebhook"), Map.of(), bytes(new DeleteWebhook(false)));
    }

    /** Which bot it is. */
    ProviderResponse me(UUID channelId, String token) {
        return http.get(channelId, method(token, "getMe"), Map.of());
    }

    private URI method(String token, String name) {
        return URI.create(base + "/bot" + token + "/" + name);
    }

    private static byte[] bytes(Object json) {
        return Columns.json(json).getBytes(StandardCharsets.UTF_8);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record GetUpdates(
            @Nullable Long offset,
            int limit,
            long timeout,
            @JsonProperty("allowed_updates") List<String> allowedUpdates) {}

    private record DeleteWebhook(
            @JsonProperty("drop_pending_updates") boolean dropPendingUpdates) {}
}
