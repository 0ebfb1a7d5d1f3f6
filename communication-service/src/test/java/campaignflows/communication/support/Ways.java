package campaignflows.communication.support;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.EncryptionKeys;
import campaignflows.communication.email.AccessTokens;
import campaignflows.communication.email.EmailSenderFactory;
import campaignflows.communication.email.MailLogins;
import campaignflows.communication.email.SmtpClient;
import campaignflows.communication.email.SmtpConnections;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.SenderRegistry;
import campaignflows.communication.telegram.TelegramSenderFactory;
import campaignflows.communication.voice.CallRepository;
import campaignflows.communication.voice.VoiceSenderFactory;
import campaignflows.communication.web.VisitorSessionRepository;
import campaignflows.communication.web.VisitorSessions;
import campaignflows.communication.web.WebConnections;
import campaignflows.communication.web.WebMessageRepository;
import campaignflows.communication.web.WebSenderFactory;
import campaignflows.communication.whatsapp.WhatsAppSenderFactory;
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
                new EmailSenderFactory(
                        new SmtpClient(new SmtpConnections(config, Settings.ADDRESSES)),
                        credentials,
                        Settings.mailServers(),
                        new MailLogins(new AccessTokens(http, Clock.systemUTC())),
                        List.of(),
                        config),
                new TelegramSenderFactory(http, credentials, config),
                new WhatsAppSenderFactory(http, credentials, config),
                new VoiceSenderFactory(http, credentials, new CallRepository(), work, clock, config),
                new WebSenderFactory(new WebMessageRepository(), new WebConnections(config), work, clock)));
    }

    public static VisitorSessions visitors(Database work) {
        return new VisitorSessions(
                new VisitorSessionRepository(), new WebMessageRepository(), new OptOutRepository(), work);
    }

    public static ProviderHttp http(CommunicationConfig config) {
        return new ProviderHttp(VERTX, Settings.ADDRESSES, config);
    }
}
