package campaignflows.communication.voice;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.sending.ChannelFaultException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account of a channel, and where its calls are asked for. */
record TwilioAccount(
        VoiceSettings settings, String from, String publicAddress, URI resource, Map<String, String> headers) {

    /** @throws ChannelFaultException if something is missing, with what to do */
    static TwilioAccount of(Channel channel, @Nullable Credentials credentials, URI api) {
        if (!(channel.settings() instanceof VoiceSettings settings)) {
            throw new ChannelFaultException(
                    "The settings of the channel %s cannot be read: enter them again".formatted(channel.name()));
        }
        String account = settings.accountSid();
        String from = settings.from();
        String address = settings.publicAddress();
        if (account == null || from == null || address == null) {
            throw new ChannelFaultException(
                    "The channel %s has no account: enter its account_sid, from and public_address"
                            .formatted(channel.name()));
        }
        String token = credentials == null ? null : credentials.authToken();
        if (credentials == null || token == null) {
            throw new ChannelFaultException(
                    "The channel %s has no auth_token, with which Twilio signs what it tells of calls: enter it"
                            .formatted(channel.name()));
        }
        String keySid = credentials.apiKeySid();
        String keySecret = credentials.apiKeySecret();
        String login = keySid != null && keySecret != null ? keySid + ":" + keySecret : account + ":" + token;
        return new TwilioAccount(
                settings,
                from,
                address,
                URI.create(api + "/2010-04-01/Accounts/" + account + "/Calls"),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    /** Where calls are made. */
    URI calls() {
        return URI.create(resource + ".json");
    }

    URI call(String sid) {
        return URI.create(resource + "/" + sid + ".json");
    }

    /** The latest calls from the channel's number to another one. */
    URI callsTo(String number, int limit) {
        return URI.create(resource + ".json?To=%s&From=%s&PageSize=%d".formatted(encode(number), encode(from), limit));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TwilioAccount[…]";
    }
}
