package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.sending.ProviderText;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.web.outgoing.AddressRefusedException;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a mail server, for one thread at a time, used for many mails. It knows at each moment whether the
 * server could have taken the mail: from the moment on at which the closing dot may have been written, only the server's
 * answer tells how it ended.
 *
 * <p>Whether a server could not be reached, did not answer or was not allowed is not told apart in what tenants see, nor
 * what was said before it turned out to be a mail server: the channel's host must not serve to look into networks.
 */
final class SmtpConnection implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SmtpConnection.class);
    static final String NOT_REACHED =
            "The mail server cannot be reached: check the channel's host, port and security, or try again later";
    static final String NO_SMTPUTF8 =
            "The mail server cannot send to an address with letters other than those of ASCII before the @"
                    + " (it does not speak SMTPUTF8)";
    private static final String BROKE = "The connection to the mail server broke before the mail was handed over";

    private final Session session;
    private final Tracked transport;
    private final MailSockets sockets;
    private final SmtpServer server;
    private final boolean utf8;
    private final Duration connectLimit;
    private final Duration mailLimit;
    private boolean used;
    private long lastUsed = System.nanoTime();

    /**
     * A connection that is not open yet.
     *
     * @param utf8 whether for mails that need SMTPUTF8, and only for those: what was sent with it may be refused further on
     *             by servers that do not speak it
     */
    SmtpConnection(
            SmtpServer server, boolean utf8, MailSockets sockets, MailTls tls, CommunicationConfig.Email config) {
        this.server = server;
        this.utf8 = utf8;
        this.sockets = sockets;
        this.connectLimit = config.connectTimeout().plus(config.answerTimeout());
        this.mailLimit = config.mailTimeout();
        this.session = Session.getInstance(MailProperties.smtp(server, utf8, sockets, tls, config));
        this.transport = new Tracked(session);
    }

    int revision() {
        return server.revision();
    }

    long idleNanos() {
        return System.nanoTime() - lastUsed;
    }

    /** Sends a mail and says how that ended. After anything but an answer of the server the connection is closed. */
    SendOutcome send(Mail mail) {
        if (!utf8 && (mail.from().needsSmtpUtf8() || mail.to().needsSmtpUtf8())) {
            throw new IllegalStateException("Expected addresses of ASCII on a connection without SMTPUTF8");
        }
        MailForm form;
        try {
            form = new MailForm(session, mail);
        } catch (MessagingException e) {
            return new SendOutcome.RefusedForGood(
                    "The mail cannot be formed: " + ProviderText.oneLine(String.valueOf(e.getMessage())));
        }
        boolean fresh = !used;
        SendOutcome outcome = sendOnce(form, mail);
        if (!fresh
                && outcome instanceof SendOutcome.RefusedForNow refused
                && refused.blame() == Blame.PROVIDER
                && !transport.open) {
            // The server had closed the idle connection, and certainly took nothing: once more on a new one.
            outcome = sendOnce(form, mail);
        }
        lastUsed = System.nanoTime();
        return outcome;
    }

    private SendOutcome sendOnce(MailForm form, Mail mail) {
        transport.mayHaveEnded = false;
        try {
            connectIfClosed();
            used = true;
            if (utf8 && !transport.supportsExtension("SMTPUTF8")) {
                return new SendOutcome.RefusedForGood(NO_SMTPUTF8);
            }
            form.askForReports(transport.supportsExtension("DSN"));
            try (MailSockets.Step step = sockets.begin(mailLimit)) {
                transport.sendMessage(form, new Address[] {bare(mail.to())});
            }
            return mail.isSubjectCut()
                    ? new SendOutcome.Accepted("The subject was cut to %d characters".formatted(Mail.MAX_SUBJECT))
                    : SendOutcome.Accepted.AS_IT_IS;
        } catch (LoginUnavailableException e) {
            close();
            return e.isLasting()
                    ? new SendOutcome.ChannelFaulty(e.reason())
                    : new SendOutcome.RefusedForNow(e.reason(), Blame.PROVIDER);
        } catch (AuthenticationFailedException e) {
            int code = transport.getLastReturnCode();
            close();
            return SmtpResponses.signIn(code);
        } catch (SendFailedException e) {
            return refusal(e, mail.to().address());
        } catch (MessagingException e) {
            return broken(e);
        } catch (RuntimeException e) {
            // Without its message, which may quote an address.
            LOG.warnf(
                    "mail not sent channel=%s cause=%s at=%s",
                    server.channelId(),
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]);
            boolean ended = transport.mayHaveEnded;
            close();
            return ended ? unknown() : new SendOutcome.RefusedForNow(BROKE, Blame.PROVIDER);
        }
    }

    private void connectIfClosed() throws MessagingException, LoginUnavailableException {
        if (transport.open) {
            return;
        }
        MailLogin login = server.login();
        try {
            connect(login);
        } catch (AuthenticationFailedException e) {
            if (login == null || !login.isRenewedAfterRefusal()) {
                throw e;
            }
            connect(login);
        }
    }

    private void connect(@Nullable MailLogin login) throws MessagingException, LoginUnavailableException {
        MailLogin.Secret secret = login == null ? null : login.secret();
        EmailSettings settings = server.settings();
        try (MailSockets.Step step = sockets.begin(connectLimit)) {
            transport.connect(
                    settings.bareHost(),
                    settings.port(),
                    secret == null ? null : secret.username(),
                    secret == null ? null : secret.secret());
            transport.open = true;
        }
    }

    /** An answer of the server: the last code that it gave decides. */
    private SendOutcome refusal(SendFailedException e, String recipient) {
        int code = 0;
        String text = String.valueOf(e.getMessage());
        SmtpResponses.Step step = SmtpResponses.Step.DATA;
        for (Exception cause = e;
                cause instanceof MessagingException;
                cause = ((MessagingException) cause).getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
                text = String.valueOf(address.getMessage());
                step = SmtpResponses.Step.RECIPIENT;
            } else if (cause instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
                text = String.valueOf(sender.getMessage());
                step = SmtpResponses.Step.MAIL;
            } else if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                code = send.getReturnCode();
                text = String.valueOf(send.getMessage());
                step = String.valueOf(send.getCommand()).startsWith("MAIL") ? SmtpResponses.Step.MAIL : step;
            }
        }
        if (code < 400 || code >= 600) {
            return broken(e);
        }
        if (code == 421) {
            close();
        }
        keepOnlyIfAlive();
        return SmtpResponses.refusal(step, code, text, recipient);
    }

    private SendOutcome broken(MessagingException e) {
        boolean ended = transport.mayHaveEnded;
        boolean open = transport.open;
        close();
        if (ended) {
            return unknown();
        }
        if (open) {
            return new SendOutcome.RefusedForNow(BROKE, Blame.PROVIDER);
        }
        Optional<String> fault = CertificateFaults.of(e);
        if (fault.isPresent()) {
            LOG.warnf("connection to a mail server not protected channel=%s", server.channelId());
            return new SendOutcome.ChannelFaulty(fault.get());
        }
        logWhy(e);
        return new SendOutcome.RefusedForNow(NOT_REACHED, Blame.PROVIDER);
    }

    private static SendOutcome unknown() {
        return new SendOutcome.Unknown("No answer of the mail server after the mail was handed over; whether it was"
                + " sent is unknown, and it is not sent again");
    }

    /** For the operator, who alone may know more than that it was not reached. */
    private void logWhy(MessagingException e) {
        Throwable cause = e;
        for (int depth = 0; depth < 10 && cause != null; depth++) {
            if (cause instanceof AddressRefusedException) {
                LOG.warnf("mail server not allowed channel=%s cause=%s", server.channelId(), cause.getMessage());
                return;
            }
            cause = cause.getCause();
        }
        LOG.infof(
                "mail server not reached channel=%s cause=%s",
                server.channelId(), ProviderText.oneLine(String.valueOf(e.getMessage())));
    }

    /** After a refusal the server may have closed the connection; asking costs one round trip. */
    private void keepOnlyIfAlive() {
        if (transport.open) {
            try (MailSockets.Step step = sockets.begin(connectLimit)) {
                if (!transport.isConnected()) {
                    close();
                }
            }
        }
    }

    @Override
    public void close() {
        boolean open = transport.open;
        transport.open = false;
        used = false;
        if (!open) {
            sockets.abort();
        }
        try (MailSockets.Step step = sockets.begin(connectLimit)) {
            transport.close();
        } catch (MessagingException e) {
            // It is given up anyway.
            sockets.abort();
        }
    }

    private static InternetAddress bare(MailAddress mailbox) {
        InternetAddress address = new InternetAddress();
        address.setAddress(mailbox.address());
        return address;
    }

    /** The library's transport, telling whether the mail may have been handed over to its end. */
    private static final class Tracked extends SMTPTransport {
        private boolean mayHaveEnded;
        private boolean open;

        private Tracked(Session session) {
            super(session, new URLName("smtp", null, -1, null, null, null));
        }

        @Override
        protected void finishData() throws IOException, MessagingException {
            mayHaveEnded = true;
            super.finishData();
        }
    }
}
