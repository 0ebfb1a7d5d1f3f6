package campaignflows.communication.channel;

import campaignflows.communication.credential.Credentials;
import campaignflows.platform.web.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How what people write to a bot is received. */
public record TelegramSettings(UpdateMode updates) implements ChannelSettings {

    @SuppressWarnings("NullAway")
    public TelegramSettings {
        // Stored before there was a choice.
        updates = updates == null ? UpdateMode.WEBHOOK : updates;
    }

    static TelegramSettings checked(Draft draft) {
        UpdateMode updates = draft.updates();
        return new TelegramSettings(updates == null ? UpdateMode.WEBHOOK : updates);
    }

    /** Without its token a bot cannot be asked for anything. */
    void requireUsable(@Nullable Credentials credentials) {
        if (updates == UpdateMode.POLLING && (credentials == null || credentials.botToken() == null)) {
            throw ProblemException.invalidField(
                    "credentials.bot_token",
                    "Give the token of the bot, as BotFather gave it: without it Telegram cannot be asked for updates");
        }
    }

    /** Whether Telegram is asked for updates. */
    public boolean polls() {
        return updates == UpdateMode.POLLING;
    }

    @Override
    public boolean whole() {
        return true;
    }

    /** The settings before they are checked. */
    @Schema(name = "TelegramSettingsDraft")
    record Draft(
            @Schema(
                    description =
                            "How messages of contacts are received. webhook, which it is when left out: Telegram calls /webhooks/channels/{channel_id}, once somebody has called Telegram's setWebhook with that address as url and the channel's webhook_secret as secret_token. polling: Telegram is asked for them by getUpdates, so it need not reach this installation; needs bot_token, and removes a webhook of the bot")
            @Nullable
            UpdateMode updates)
            implements ChannelSettings.Draft {}
}
