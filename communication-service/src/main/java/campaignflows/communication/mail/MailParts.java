package campaignflows.communication.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a mail that are no containers themselves, in their order, and their texts; bounded, whatever somebody sends. */
final class MailParts {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PARTS = 50;
    private static final int MAX_BYTES = 1 << 20;

    private MailParts() {}

    static List<MimePart> of(MimePart mail) throws MessagingException {
        List<MimePart> parts = new ArrayList<>();
        add(mail, parts, 0);
        return parts;
    }

    private static void add(MimePart part, List<MimePart> parts, int depth) throws MessagingException {
        if (parts.size() >= MAX_PARTS || depth > MAX_DEPTH) {
            return;
        }
        if (!part.isMimeType("multipart/*")) {
            parts.add(part);
            return;
        }
        MimeMultipart container = new MimeMultipart(new MimePartDataSource(part));
        int count = Math.min(container.getCount(), MAX_PARTS);
        for (int i = 0; i < count; i++) {
            if (container.getBodyPart(i) instanceof MimePart inner) {
                add(inner, parts, depth + 1);
            }
        }
    }

    /** The type without its parameters, in small letters. */
    static String type(MimePart part) throws MessagingException {
        String type = part.getContentType();
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The text of a part, whatever it says of its letters. */
    static String text(MimePart part) throws MessagingException, IOException {
        byte[] bytes = part.getDataHandler().getInputStream().readNBytes(MAX_BYTES);
        return new String(bytes, charset(part));
    }

    private static Charset charset(MimePart part) throws MessagingException {
        @Nullable String name = null;
        try {
            name = new jakarta.mail.internet.ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name.strip());
        } catch (jakarta.mail.internet.ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
