package campaignflows.communication.support;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.email.AccessTokens;
import campaignflows.communication.email.EmailSender;
import campaignflows.communication.email.EmailSenders;
import campaignflows.communication.email.MailLogins;
import campaignflows.communication.email.SmtpConnections;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.SenderRegistry;
import campaignflows.communication.telegram.TelegramSenders;
import campaignflows.communication.voice.CallRepository;
import campaignflows.communication.voice.VoiceSenders;
import campaignflows.communication.web.VisitorSessionRepository;
import campaignflows.communication.web.VisitorSessions;
import campaignflows.communication.web.WebConnections;
import campaignflows.communication.web.WebMessageRepository;
import campaignflows.communication.web.WebSenders;
import campaignflows.communication.whatsapp.WhatsAppSenders;
import campaignflows.platform.database.Database;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The senders of all types of channels, put together as in the service. */
public final class Ways {
    private static final Vertx VERTX = Vertx.vertx();

    private Ways() {}

    public static SenderRegistry of(CommunicationConfig config, Database work, Clock clock) {
        ChannelCredentials credentials =
                new ChannelCredentials(new CredentialCipher(new EncryptionKeys(Settings.with(Map.of()))));
        ProviderHttp http = http(config);
        return new SenderRegistry(List.of(
                new EmailSenders(
                        new EmailSender(new SmtpConnections(config, Settings.ADDRESSES)),
                        credentials,
                        Settings.places(),
                        new MailLogins(new AccessTokens(http, Clock.systemUTC())),
                        List.of(),
                        config),
                new TelegramSenders(http, credentials, config),
                new WhatsAppSenders(http, credentials, config),
                new VoiceSenders(http, credentials, new CallRepository(), work, clock, config),
                new WebSenders(new WebMessageRepository(), new WebConnections(config), work, clock)));
    }

    public static VisitorSessions visitors(Database work) {
        return new VisitorSessions(
                new VisitorSessionRepository(), new WebMessageRepository(), new OptOutRepository(), work);
    }

    public static ProviderHttp http(CommunicationConfig config) {
        return new ProviderHttp(VERTX, Settings.ADDRESSES, config);
    }
}
