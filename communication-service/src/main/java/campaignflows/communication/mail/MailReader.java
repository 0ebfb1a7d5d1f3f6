package campaignflows.communication.mail;

import campaignflows.communication.email.Mail;
import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.values.Sha256;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what a mail is. Nothing that a machine wrote is taken for a person's answer (RFC 3834): an absence notice must not count as
 * Replied, nor two machines go on answering each other.
 */
public final class MailReader {
    private static final Session SESSION = session();
    private static final Set<String> OF_MACHINES = Set.of("bulk", "junk", "list", "auto_reply");
    private static final int MAX_ID = 400;

    private MailReader() {}

    /** Headers may have letters of any script (RFC 6532). */
    private static Session session() {
        Properties properties = new Properties();
        properties.put("mail.mime.allowutf8", "true");
        return Session.getInstance(properties);
    }

    /** Of the mail as it came over the wire; what is no mail is of no use. */
    public static IncomingMail read(byte[] bytes) {
        try {
            MimeMessage mail = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
            if (DeliveryReport.isOne(mail)) {
                return DeliveryReport.of(mail)
                        .<IncomingMail>map(report -> report)
                        .orElseGet(IncomingMail.Other::new);
            }
            return isOfMachine(mail) ? new IncomingMail.Other() : answer(mail, bytes);
        } catch (MessagingException | IOException | RuntimeException e) {
            // Whatever somebody has sent, it must not keep others from being read.
            return new IncomingMail.Other();
        }
    }

    private static boolean isOfMachine(MimeMessage mail) throws MessagingException {
        String automatic = first(mail, "Auto-Submitted").toLowerCase(Locale.ROOT);
        return !(automatic.isEmpty() || automatic.equals("no"))
                || OF_MACHINES.contains(first(mail, "Precedence").toLowerCase(Locale.ROOT))
                || "<>".equals(first(mail, "Return-Path"))
                || mail.getHeader("X-Autoreply") != null
                || mail.getHeader("X-Autorespond") != null
                || mail.getHeader("List-Id") != null
                || mail.getHeader(Mail.COMMUNICATION_HEADER) != null;
    }

    private static IncomingMail answer(MimeMessage mail, byte[] bytes) throws MessagingException, IOException {
        @Nullable InternetAddress from = from(mail);
        String address = from == null
                ? ""
                : EmailAddresses.normal(String.valueOf(from.getAddress())).orElse("");
        if (from == null || address.isEmpty()) {
            return new IncomingMail.Other();
        }
        Date sent = mail.getSentDate();
        return new IncomingMail.Answer(
                id(mail, bytes),
                address,
                from.getPersonal(),
                MailText.of(mail),
                sent == null ? null : Instant.ofEpochMilli(sent.getTime()),
                answers(mail));
    }

    private static @Nullable InternetAddress from(MimeMessage mail) throws MessagingException {
        String header = mail.getHeader("From", ",");
        if (header == null) {
            return null;
        }
        try {
            InternetAddress[] all = InternetAddress.parseHeader(header, false);
            return all.length == 0 ? null : all[0];
        } catch (AddressException e) {
            return null;
        }
    }

    /** What it names as answered first, then the conversation, from its end. */
    private static List<UUID> answers(MimeMessage mail) throws MessagingException {
        List<UUID> answers = new ArrayList<>(MailIds.ofMessageIds(mail.getHeader("In-Reply-To", " ")));
        for (UUID id : MailIds.ofMessageIds(mail.getHeader("References", " ")).reversed()) {
            if (!answers.contains(id)) {
                answers.add(id);
            }
        }
        return answers;
    }

    private static String id(MimeMessage mail, byte[] bytes) throws MessagingException {
        String given = mail.getMessageID();
        String id = given == null ? "" : given.strip();
        return id.isEmpty() || id.length() > MAX_ID
                ? "mail-digest:" + Sha256.hex(new String(bytes, StandardCharsets.ISO_8859_1))
                : "mail:" + id;
    }

    private static String first(MimeMessage mail, String name) throws MessagingException {
        String[] values = mail.getHeader(name);
        if (values == null || values.length == 0) {
            return "";
        }
        String value = values[0].strip();
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip();
    }
}
