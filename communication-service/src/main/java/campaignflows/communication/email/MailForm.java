package campaignflows.communication.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/**
 * The mail as it travels: plain text in UTF-8, its Message-ID of ours, marked as sent by a machine (RFC 3834). Its headers
 * are ASCII in short lines, but for an address that needs SMTPUTF8.
 */
final class MailForm extends MimeMessage {
    private static final String FROM = "From";
    private static final String TO = "To";
    private static final String SUBJECT = "Subject";

    private final String messageId;

    MailForm(Session session, Mail mail) throws MessagingException {
        super(session);
        this.messageId = mail.messageId();
        setHeader(FROM, mail.from().header(FROM.length() + 2));
        setHeader(TO, mail.to().header(TO.length() + 2));
        setHeader(SUBJECT, HeaderText.of(mail.subjectLine(), SUBJECT.length() + 2));
        setSentDate(Date.from(mail.at()));
        setHeader("Auto-Submitted", "auto-generated");
        setText(mail.body(), StandardCharsets.UTF_8.name());
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
