package campaignflows.communication.whatsapp;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.WhatsAppSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.ProviderTraits;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SenderFactory;
import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.MessageContent;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sender of WhatsApp channels: the messages of one number by Meta's Cloud API. */
@Singleton
public final class WhatsAppSenderFactory implements SenderFactory {
    private static final int MAX_TEXT = 4096;
    private static final int MAX_VARIABLE = 1024;
    private static final int PER_SECOND = 80;
    private static final Pattern NUMBER = Pattern.compile("\\+?([1-9][0-9]{4,19})");
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");

    private final ProviderHttp http;
    private final ChannelCredentials credentials;
    private final URI api;
    private final int slots;
    private final ProviderTraits traits;

    public WhatsAppSenderFactory(ProviderHttp http, ChannelCredentials credentials, CommunicationConfig config) {
        CommunicationConfig.WhatsApp whatsapp = config.whatsapp();
        if (!VERSION.matcher(whatsapp.version()).matches()) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.communication.whatsapp.version such as v23.0, but it is "
                            + whatsapp.version());
        }
        this.http = http;
        this.credentials = credentials;
        this.api = URI.create(ProviderHttp.base(whatsapp.api()) + "/" + whatsapp.version());
        this.slots = config.http().connectionsPerChannel();
        this.traits = new ProviderTraits(PER_SECOND, Duration.ZERO, whatsapp.receiptWait());
    }

    @Override
    public ChannelType type() {
        return ChannelType.WHATSAPP;
    }

    @Override
    public ProviderTraits traits() {
        return traits;
    }

    @Override
    public MessageSender open(Channel channel) {
        String number = channel.settings() instanceof WhatsAppSettings settings ? settings.phoneNumberId() : null;
        if (number == null) {
            throw new ChannelFaultException(
                    "The channel %s has no phone_number_id: enter the one that Meta shows".formatted(channel.name()));
        }
        Credentials stored = credentials.of(channel);
        String token = stored == null ? null : stored.accessToken();
        if (token == null) {
            throw new ChannelFaultException("The channel %s has no access_token: enter the one of the app's system user"
                    .formatted(channel.name()));
        }
        return new WhatsAppMessageSender(channel.id(), URI.create(api + "/" + number + "/messages"), token);
    }

    private final class WhatsAppMessageSender implements MessageSender {
        private final UUID channelId;
        private final URI messages;
        private final Map<String, String> headers;

        private WhatsAppMessageSender(UUID channelId, URI messages, String token) {
            this.channelId = channelId;
            this.messages = messages;
            this.headers = Map.of("Authorization", "Bearer " + token);
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
            var number = NUMBER.matcher(message.address());
            if (!number.matches()) {
                return new SendOutcome.RefusedForGood(
                        "The contact's WhatsApp number is not one: it is a phone number with its country code");
            }
            MessageContent.ApprovedTemplate template = message.content().template();
            String text = message.content().body();
            if (template != null) {
                String problem = problemOf(template.variables());
                return problem == null
                        ? post(WhatsAppMessage.of(message.communicationId(), number.group(1), template))
                        : new SendOutcome.RefusedForGood(problem);
            }
            if (text == null || text.isBlank()) {
                return new SendOutcome.RefusedForGood("There is nothing to send");
            }
            if (text.codePointCount(0, text.length()) > MAX_TEXT) {
                return new SendOutcome.RefusedForGood(
                        "The text is longer than the %d characters that WhatsApp takes: shorten it"
                                .formatted(MAX_TEXT));
            }
            return post(WhatsAppMessage.of(message.communicationId(), number.group(1), text));
        }

        private SendOutcome post(WhatsAppMessage message) {
            byte[] json = Columns.json(message).getBytes(StandardCharsets.UTF_8);
            return WhatsAppResponses.outcome(http.post(channelId, messages, headers, json), traits.receiptWait());
        }
    }

    /** Null if there is none. WhatsApp takes no empty values, and says so in words that name no variable. */
    private static @Nullable String problemOf(List<String> variables) {
        for (int i = 0; i < variables.size(); i++) {
            String value = variables.get(i);
            if (value.isBlank()) {
                return "Variable %d of the template is empty, which WhatsApp does not take: give a value for everybody"
                        .formatted(i + 1);
            }
            if (value.codePointCount(0, value.length()) > MAX_VARIABLE) {
                return "Variable %d of the template is longer than %d characters: shorten it"
                        .formatted(i + 1, MAX_VARIABLE);
            }
        }
        return null;
    }
}
