package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.channel.Security;
import campaignflows.communication.credential.Credentials;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a mail server, for one thread at a time, used for many mails. It knows at each moment whether the
 * server could have taken the mail: from the moment on at which the closing dot may have been written, only the server's
 * answer tells how it ended.
 */
final class SmtpConnection implements AutoCloseable {
    private final Session session;
    private final Tracked transport;
    private final SmtpServer server;
    private boolean used;
    private long lastUsed = System.nanoTime();

    SmtpConnection(SmtpServer server, CommunicationConfig.Email config) {
        this.server = server;
        this.session = Session.getInstance(properties(server, config));
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
        MailForm form;
        try {
            form = new MailForm(session, mail);
        } catch (MessagingException e) {
            return new SendOutcome.RefusedForGood("The mail cannot be formed: " + oneLine(e.getMessage()));
        }
        boolean fresh = !used;
        SendOutcome outcome = sendOnce(form);
        if (!fresh && outcome instanceof SendOutcome.RefusedForNow refused && refused.server() && !transport.open) {
            // The server had closed the idle connection, and certainly took nothing: once more on a new one.
            outcome = sendOnce(form);
        }
        lastUsed = System.nanoTime();
        return outcome;
    }

    private SendOutcome sendOnce(MailForm form) {
        transport.mayHaveEnded = false;
        try {
            if (!transport.open) {
                connect();
            }
            used = true;
            transport.sendMessage(form, form.getAllRecipients());
            return new SendOutcome.Accepted();
        } catch (AuthenticationFailedException e) {
            close();
            return new SendOutcome.RefusedForNow(
                    "The mail server refused the sign-in: " + oneLine(e.getMessage()), true);
        } catch (SendFailedException e) {
            return refusal(e);
        } catch (MessagingException e) {
            return broken(e);
        } catch (RuntimeException e) {
            close();
            return transport.mayHaveEnded
                    ? new SendOutcome.Unknown("No answer of the mail server after the mail was handed over")
                    : new SendOutcome.RefusedForNow(
                            "The mail could not be sent: " + e.getClass().getSimpleName(), true);
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
            } else if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                code = send.getReturnCode();
                text = send.getMessage();
            }
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
            return new SendOutcome.RefusedForNow("The mail server refused it for now: " + oneLine(text), closing);
        }
        return broken(e);
    }

    private SendOutcome broken(MessagingException e) {
        boolean ended = transport.mayHaveEnded;
        boolean open = transport.open;
        close();
        if (ended) {
            return new SendOutcome.Unknown("No answer of the mail server after the mail was handed over; whether it was"
                    + " sent is unknown, and it is not sent again");
        }
        return new SendOutcome.RefusedForNow(
                open
                        ? "The connection to the mail server broke before the mail was handed over"
                        : "The mail server cannot be reached: " + oneLine(e.getMessage()),
                true);
    }

    /** After a refusal the server may have closed the connection; asking costs one round trip. */
    private void keepOnlyIfAlive() {
        if (transport.open && !transport.isConnected()) {
            close();
        }
    }

    private void connect() throws MessagingException {
        EmailSettings settings = server.settings();
        Credentials credentials = server.credentials();
        transport.connect(
                settings.host(),
                settings.port(),
                credentials == null ? null : credentials.username(),
                credentials == null ? null : credentials.password());
        transport.open = true;
    }

    @Override
    public void close() {
        transport.open = false;
        used = false;
        try {
            transport.close();
        } catch (MessagingException e) {
            // It is given up anyway.
            transport.open = false;
        }
    }

    private static Properties properties(SmtpServer server, CommunicationConfig.Email config) {
        EmailSettings settings = server.settings();
        Properties properties = new Properties();
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(config.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(config.answerTimeout().toMillis()));
        properties.put(
                "mail.smtp.writetimeout", Long.toString(config.answerTimeout().toMillis()));
        properties.put("mail.smtp.auth", Boolean.toString(server.credentials() != null));
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
