package campaignflows.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Decodes what came over SMTP. A mail that breaks the rules is still shown, as far as it can be read. */
final class MailReader {
    private static final Session SESSION = Session.getInstance(lenient());
    private static final int MAX_DEPTH = 10;

    private MailReader() {}

    private static Properties lenient() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }

    static Mail read(byte[] raw, String sender, List<String> recipients, Instant receivedAt) {
        Instant at = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            return new Mail(
                    messageId(message), recipients, from(message, sender), subject(message), text(message, raw), at);
        } catch (MessagingException e) {
            return new Mail(null, recipients, sender, "", new String(raw, StandardCharsets.UTF_8), at);
        }
    }

    private static @Nullable String messageId(MimeMessage message) throws MessagingException {
        String id = message.getMessageID();
        if (id == null || id.isBlank()) {
            return null;
        }
        String bare = id.strip();
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }

    private static String from(MimeMessage message, String sender) throws MessagingException {
        String header = message.getHeader("From", null);
        if (header == null || header.isBlank()) {
            return sender;
        }
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(header, false);
            return addresses.length == 0 ? decode(header) : addresses[0].toUnicodeString();
        } catch (MessagingException e) {
            return decode(header);
        }
    }

    private static String subject(MimeMessage message) throws MessagingException {
        String header = message.getHeader("Subject", null);
        return header == null ? "" : decode(header);
    }

    private static String decode(String header) {
        String unfolded = MimeUtility.unfold(header).strip();
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }

    private static String text(MimeMessage message, byte[] raw) {
        try {
            String plain = find(message, "text/plain", 0);
            String any = plain == null ? find(message, "text/*", 0) : plain;
            return any == null ? "" : any.replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            return new String(raw, StandardCharsets.UTF_8);
        }
    }

    /** The first part of the type that is no attachment. */
    private static @Nullable String find(Part part, String type, int depth) throws MessagingException, IOException {
        if (depth > MAX_DEPTH || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return null;
        }
        if (part.isMimeType(type)) {
            return decoded(part);
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = find(inner, type, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String decoded(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return new String(content.readAllBytes(), charset(part.getContentType()));
        }
    }

    private static Charset charset(@Nullable String contentType) {
        try {
            String name = contentType == null ? null : new ContentType(contentType).getParameter("charset");
            // Without a name it should be ASCII, of which UTF-8 is the extension seen in practice.
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (MessagingException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
