package campaignflows.communication.channel;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.List;

/**
 * What a type of channel is configured with: a row of the table that grows with every type.
 *
 * @param settings    the form of its settings
 * @param credentials the names of the credentials that its provider asks for, or signs its calls with
 */
record ChannelForm(Class<? extends ChannelSettings> settings, List<String> credentials) {
    private static final String WEBHOOK_SECRET = "webhook_secret";
    private static final ChannelForm EMAIL = new ChannelForm(
            EmailSettings.class,
            List.of(
                    "username",
                    "password",
                    "client_secret",
                    "refresh_token",
                    "mailbox_username",
                    "mailbox_password",
                    WEBHOOK_SECRET));
    private static final ChannelForm TELEGRAM =
            new ChannelForm(TelegramSettings.class, List.of("bot_token", WEBHOOK_SECRET));
    private static final ChannelForm WHATSAPP =
            new ChannelForm(WhatsAppSettings.class, List.of("access_token", WEBHOOK_SECRET, "verify_token"));
    private static final ChannelForm VOICE = new ChannelForm(
            VoiceSettings.class, List.of("auth_token", "api_key_sid", "api_key_secret", WEBHOOK_SECRET));
    private static final ChannelForm WEB =
            new ChannelForm(WebSettings.class, List.of("identity_secret", WEBHOOK_SECRET));

    static ChannelForm of(ChannelType type) {
        return switch (type) {
            case EMAIL -> EMAIL;
            case TELEGRAM -> TELEGRAM;
            case WHATSAPP -> WHATSAPP;
            case VOICE -> VOICE;
            case WEB -> WEB;
        };
    }
}
