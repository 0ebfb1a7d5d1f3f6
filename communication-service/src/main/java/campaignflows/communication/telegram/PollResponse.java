package campaignflows.communication.telegram;

import campaignflows.communication.http.ProviderResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Telegram answered when it was asked for updates, or to remove the webhook that is in their way. */
sealed interface PollResponse {
    String NO_ANSWER = "Telegram gave no answer when it was asked for messages; it is asked again";
    String WEBHOOK_SET =
            "Somebody has set a webhook for this bot, so Telegram gives its messages to nobody who asks: stop the program that sets it and start this channel again, which removes the webhook; or set updates of its settings to webhook";
    String ASKED_BY_ANOTHER =
            "Another program asks Telegram for the messages of this bot, and takes them from this channel: stop it, or enter the token of a bot that this channel has for itself. Polling goes on by itself then";

    /**
     * It did as it was asked.
     *
     * @param updates empty where it was not asked for any
     */
    record Done(List<JsonNode> updates) implements PollResponse {}

    /**
     * It did not.
     *
     * @param reason for people: what is in the way, and what to do
     * @param pause  how long Telegram wants to be left alone; null: it does not say
     */
    record Refused(String reason, @Nullable Duration pause) implements PollResponse {}

    static PollResponse of(ProviderResponse answer) {
        return switch (answer) {
            case ProviderResponse.NotReached none -> new Refused(TelegramResponses.NOT_REACHED, null);
            case ProviderResponse.NoAnswer none -> new Refused(NO_ANSWER, null);
            case ProviderResponse.Answered answered -> of(answered);
        };
    }

    private static PollResponse of(ProviderResponse.Answered answered) {
        JsonNode ok = answered.body().path("ok");
        if (answered.isSuccess() && ok.asBoolean(false)) {
            return done(answered.body().path("result"));
        }
        if (!TelegramResponses.isRefusal(answered)) {
            return new Refused(NO_ANSWER, null);
        }
        int code = answered.body().path("error_code").asInt(answered.status());
        return switch (code) {
            case 401, 403, 404 -> new Refused(TelegramResponses.UNKNOWN_BOT, null);
            case 409 -> new Refused(conflict(answered), null);
            case 429 -> {
                Duration pause = TelegramResponses.pause(answered);
                yield new Refused(TelegramResponses.wantsPause(pause), pause);
            }
            default -> new Refused("Telegram refused to give messages: " + TelegramResponses.said(answered), null);
        };
    }

    private static PollResponse done(JsonNode result) {
        List<JsonNode> updates = new ArrayList<>();
        if (result.isArray()) {
            result.forEach(updates::add);
        }
        // Without its number nobody could say that an update is stored, and it would come again for ever.
        boolean numbered = updates.stream()
                .map(update -> update.path("update_id"))
                .allMatch(id -> id.isIntegralNumber() && id.canConvertToLong());
        return numbered ? new Done(updates) : new Refused(NO_ANSWER, null);
    }

    private static String conflict(ProviderResponse.Answered answered) {
        return TelegramResponses.said(answered).toLowerCase(Locale.ROOT).contains("webhook")
                ? WEBHOOK_SET
                : ASKED_BY_ANOTHER;
    }
}
