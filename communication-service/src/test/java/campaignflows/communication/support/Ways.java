package campaignflows.communication.support;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.email.EmailOutlets;
import campaignflows.communication.email.EmailSender;
import campaignflows.communication.email.SmtpConnections;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.OutletTable;
import campaignflows.communication.telegram.TelegramOutlets;
import campaignflows.communication.whatsapp.WhatsAppOutlets;
import io.vertx.core.Vertx;
import java.util.List;

/** The ways out of all types of channels, put together as in the service. */
public final class Ways {
    private static final Vertx VERTX = Vertx.vertx();

    private Ways() {}

    public static OutletTable of(CommunicationConfig config) {
        ChannelCredentials credentials = new ChannelCredentials(new CredentialCipher(Settings.KEY));
        ProviderHttp http = http(config);
        return new OutletTable(List.of(
                new EmailOutlets(
                        new EmailSender(new SmtpConnections(config, Settings.ADDRESSES)),
                        credentials,
                        Settings.places(),
                        config),
                new TelegramOutlets(http, credentials, config),
                new WhatsAppOutlets(http, credentials, config)));
    }

    public static ProviderHttp http(CommunicationConfig config) {
        return new ProviderHttp(VERTX, Settings.ADDRESSES, config);
    }
}
