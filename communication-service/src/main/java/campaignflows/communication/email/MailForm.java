package campaignflows.communication.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * The mail as it travels: plain text in UTF-8, its Message-ID of ours, marked as sent by a machine (RFC 3834). Its headers
 * are ASCII in short lines, but for an address that needs SMTPUTF8.
 */
final class MailForm extends SMTPMessage {
    private static final String FROM = "From";
    private static final String TO = "To";
    private static final String SUBJECT = "Subject";

    private static final String REPLY_TO = "Reply-To";

    private final String messageId;
    private final String envelopeId;

    MailForm(Session session, Mail mail) throws MessagingException {
        super(session);
        this.messageId = mail.messageId();
        this.envelopeId = mail.communicationId().toString();
        setHeader(FROM, mail.from().header(FROM.length() + 2));
        setHeader(TO, mail.to().header(TO.length() + 2));
        setHeader(SUBJECT, HeaderText.of(mail.subjectLine(), SUBJECT.length() + 2));
        setSentDate(Date.from(mail.at()));
        setHeader("Auto-Submitted", "auto-generated");
        setHeader(Mail.COMMUNICATION_HEADER, envelopeId);
        MailAddress replyTo = mail.replyTo();
        if (replyTo != null) {
            setHeader(REPLY_TO, replyTo.header(REPLY_TO.length() + 2));
        }
        MailAddress bouncesTo = mail.bouncesTo();
        if (bouncesTo != null) {
            setEnvelopeFrom(bouncesTo.address());
        }
        URI unsubscribe = mail.unsubscribe();
        if (unsubscribe != null) {
            setHeader("List-Unsubscribe", "<" + unsubscribe.toASCIIString() + ">");
            setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        setText(mail.body(), StandardCharsets.UTF_8.name());
        saveChanges();
    }

    /** Asks for reports of what is delayed or not delivered, with the headers alone, where the server can be asked (RFC 3461). */
    void askForReports(boolean canBeAsked) {
        setNotifyOptions(canBeAsked ? NOTIFY_FAILURE | NOTIFY_DELAY : 0);
        setReturnOption(canBeAsked ? RETURN_HDRS : 0);
        setMailExtension(canBeAsked ? "ENVID=" + envelopeId : null);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
