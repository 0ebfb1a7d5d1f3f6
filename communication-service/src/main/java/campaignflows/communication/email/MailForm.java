package campaignflows.communication.email;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** The mail as it travels: plain text in UTF-8, its Message-ID of ours, marked as sent by a machine (RFC 3834). */
final class MailForm extends MimeMessage {
    private final String messageId;

    MailForm(Session session, Mail mail) throws MessagingException {
        super(session);
        this.messageId = mail.messageId();
        setFrom(mail.from().internetAddress());
        setRecipients(Message.RecipientType.TO, new InternetAddress[] {mail.to().internetAddress()});
        setSubject(mail.subjectLine(), StandardCharsets.UTF_8.name());
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
