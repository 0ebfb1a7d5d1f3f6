package campaignflows.communication.telegram;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.ProviderTraits;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SenderFactory;
import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.communication.ChannelType;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The sender of Telegram channels: {@code sendMessage} of the Bot API, plain text in a private chat. */
@Singleton
public final class TelegramSenderFactory implements SenderFactory {
    static final int MAX_TEXT = 4096;
    static final String TOO_LONG =
            "The text is longer than the %d characters that Telegram takes: shorten it".formatted(MAX_TEXT);

    /** What Telegram says of its own limits: some 30 messages a second by a bot, one a second to a chat. */
    private static final ProviderTraits TRAITS = new ProviderTraits(30, Duration.ofSeconds(1), Duration.ZERO);

    private static final Pattern CHAT_ID = Pattern.compile("[1-9][0-9]{0,15}");

    private final ProviderHttp http;
    private final ChannelCredentials credentials;
    private final URI api;
    private final int slots;

    public TelegramSenderFactory(ProviderHttp http, ChannelCredentials credentials, CommunicationConfig config) {
        this.http = http;
        this.credentials = credentials;
        this.api = ProviderHttp.base(config.telegram().api());
        this.slots = config.http().connectionsPerChannel();
    }

    @Override
    public ChannelType type() {
        return ChannelType.TELEGRAM;
    }

    @Override
    public ProviderTraits traits() {
        return TRAITS;
    }

    @Override
    public MessageSender open(Channel channel) {
        Credentials stored = credentials.of(channel);
        String token = stored == null ? null : stored.botToken();
        if (token == null) {
            throw new ChannelFaultException(
                    "The channel %s has no bot_token: enter the token that BotFather gave".formatted(channel.name()));
        }
        return new TelegramMessageSender(channel.id(), URI.create(api + "/bot" + token + "/sendMessage"));
    }

    /** Of {@code sendMessage}. */
    private record SendMessage(@JsonProperty("chat_id") long chatId, String text) {}

    private final class TelegramMessageSender implements MessageSender {
        private final UUID channelId;
        private final URI method;

        private TelegramMessageSender(UUID channelId, URI method) {
            this.channelId = channelId;
            this.method = method;
        }

        @Override
        public String peer() {
            return ProviderHttp.peer(api);
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public SendOutcome send(ProviderMessage message) {
            String address = message.address();
            String text = message.content().body();
            if (!CHAT_ID.matcher(address).matches()) {
                return new SendOutcome.RefusedForGood(
                        "The contact's Telegram ID is not one: it is the number by which Telegram knows the person");
            }
            if (text == null || text.isBlank()) {
                return new SendOutcome.RefusedForGood("There is nothing to send");
            }
            if (text.codePointCount(0, text.length()) > MAX_TEXT) {
                return new SendOutcome.RefusedForGood(TOO_LONG);
            }
            ProviderResponse answer = post(Long.parseLong(address), text);
            // A chat that went elsewhere took nothing: once more to where it went.
            Optional<Long> migrated = TelegramResponses.migration(answer);
            if (migrated.isPresent()) {
                answer = post(migrated.get(), text);
            }
            return TelegramResponses.outcome(answer, address);
        }

        private ProviderResponse post(long chatId, String text) {
            String json = Columns.json(new SendMessage(chatId, text));
            return http.post(channelId, method, Map.of(), json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
