package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
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
import java.util.Properties;
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
    SmtpConnection(SmtpServer server, boolean utf8, MailSockets sockets, CommunicationConfig.Email config) {
        this.server = server;
        this.utf8 = utf8;
        this.sockets = sockets;
        this.connectLimit = config.connectTimeout().plus(config.answerTimeout());
        this.mailLimit = config.mailTimeout();
        this.session = Session.getInstance(properties(server, utf8, sockets, config));
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
            return new SendOutcome.RefusedForGood("The mail cannot be formed: " + oneLine(e.getMessage()));
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
            if (!transport.open) {
                try (MailSockets.Step step = sockets.begin(connectLimit)) {
                    connect();
                }
            }
            used = true;
            if (utf8 && !transport.supportsExtension("SMTPUTF8")) {
                return new SendOutcome.RefusedForGood(NO_SMTPUTF8);
            }
            try (MailSockets.Step step = sockets.begin(mailLimit)) {
                transport.sendMessage(form, new Address[] {bare(mail.to())});
            }
            return mail.isSubjectCut()
                    ? new SendOutcome.Accepted("The subject was cut to %d characters".formatted(Mail.MAX_SUBJECT))
                    : SendOutcome.Accepted.AS_IT_IS;
        } catch (AuthenticationFailedException e) {
            int code = transport.getLastReturnCode();
            close();
            return code >= 500
                    ? new SendOutcome.RefusedForNow(
                            "The mail server refused the sign-in: check the channel's username and password",
                            Blame.CHANNEL)
                    : new SendOutcome.RefusedForNow("The mail server refused the sign-in for now", Blame.PROVIDER);
        } catch (SendFailedException e) {
            return refusal(e);
        } catch (MessagingException e) {
            return broken(e);
        } catch (RuntimeException e) {
            LOG.warnf(e, "mail not sent channel=%s", server.channelId());
            boolean ended = transport.mayHaveEnded;
            close();
            return ended ? unknown() : new SendOutcome.RefusedForNow(BROKE, Blame.PROVIDER);
        }
    }

    /** An answer of the server: the last code that it gave decides. */
    private SendOutcome refusal(SendFailedException e) {
        int code = 0;
        String text = e.getMessage();
        for (Exception cause = e;
                cause instanceof MessagingException;
                cause = ((MessagingException) cause).getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
                text = address.getMessage();
            } else if (cause instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
                text = sender.getMessage();
            } else if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                code = send.getReturnCode();
                text = send.getMessage();
            }
        }
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            keepOnlyIfAlive();
            return new SendOutcome.RefusedForNow(
                    "The mail server wants another sign-in: check the channel's security, username and password",
                    Blame.CHANNEL);
        }
        if (code >= 500 && code < 600) {
            keepOnlyIfAlive();
            return new SendOutcome.RefusedForGood("The mail server refused it: " + oneLine(text));
        }
        if (code >= 400 && code < 500) {
            boolean closing = code == 421;
            if (closing) {
                close();
            }
            keepOnlyIfAlive();
            return new SendOutcome.RefusedForNow(
                    "The mail server refused it for now: " + oneLine(text), closing ? Blame.PROVIDER : Blame.MESSAGE);
        }
        return broken(e);
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
        LOG.infof("mail server not reached channel=%s cause=%s", server.channelId(), oneLine(e.getMessage()));
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

    private void connect() throws MessagingException {
        EmailSettings settings = server.settings();
        Credentials credentials = server.credentials();
        transport.connect(
                settings.bareHost(),
                settings.port(),
                credentials == null ? null : credentials.username(),
                credentials == null ? null : credentials.password());
        transport.open = true;
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

    private static InternetAddress bare(Mailbox mailbox) {
        InternetAddress address = new InternetAddress();
        address.setAddress(mailbox.address());
        return address;
    }

    private static Properties properties(
            SmtpServer server, boolean utf8, MailSockets sockets, CommunicationConfig.Email config) {
        EmailSettings settings = server.settings();
        Credentials credentials = server.credentials();
        Properties properties = new Properties();
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(config.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(config.answerTimeout().toMillis()));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.auth", Boolean.toString(credentials != null && credentials.username() != null));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.sendpartial", "false");
        properties.put("mail.smtp.reportsuccess", "false");
        properties.put("mail.smtp.userset", "true");
        properties.put("mail.smtp.noop.strict", "false");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.localhost", "campaign-flows.invalid");
        properties.put("mail.mime.allowutf8", Boolean.toString(utf8));
        return properties;
    }

    private static String oneLine(@Nullable String text) {
        String line = (text == null ? "no reason given" : text)
                .replaceAll("[\\p{Cntrl}]+", " ")
                .strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
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
