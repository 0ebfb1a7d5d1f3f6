package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.MailboxSettings;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Opens connections to mailboxes, only to where may be connected to, and within deadlines. */
@Singleton
public final class MailboxConnections {
    private final OutgoingAddresses addresses;
    private final CommunicationConfig.Email config;
    private final MailTls tls;
    private final ScheduledThreadPoolExecutor timer;

    public MailboxConnections(CommunicationConfig config, OutgoingAddresses addresses) {
        this.addresses = addresses;
        this.config = config.email();
        this.tls = new MailTls(this.config.trustedCertificates());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("mailbox-deadlines").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Signs in and opens the folder, to be read only.
     *
     * @param channelId for the log
     * @throws MailboxException if that does not work
     */
    public MailboxConnection open(UUID channelId, MailboxSettings settings, MailLogin login) throws MailboxException {
        try {
            return connect(channelId, settings, login);
        } catch (MailboxConnection.SignInRefusedException e) {
            if (!login.isRenewedAfterRefusal()) {
                throw e.toException();
            }
            try {
                return connect(channelId, settings, login);
            } catch (MailboxConnection.SignInRefusedException again) {
                throw again.toException();
            }
        }
    }

    private MailboxConnection connect(UUID channelId, MailboxSettings settings, MailLogin login)
            throws MailboxException, MailboxConnection.SignInRefusedException {
        MailSockets sockets = new MailSockets(addresses, timer);
        MailboxConnection connection = new MailboxConnection(
                channelId,
                settings,
                sockets,
                MailProperties.of("imap", settings.security(), login, sockets, tls, config),
                config);
        try {
            connection.open(login.secret());
            return connection;
        } catch (LoginUnavailableException e) {
            connection.close();
            throw new MailboxException(e.reason(), e);
        } catch (MailboxException | MailboxConnection.SignInRefusedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
