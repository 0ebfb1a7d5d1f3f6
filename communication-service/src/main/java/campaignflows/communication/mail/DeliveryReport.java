package campaignflows.communication.mail;

import campaignflows.communication.blockedcontact.DeadAddress;
import campaignflows.communication.email.Mail;
import campaignflows.communication.sending.ProviderText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports of mail servers (RFC 3462, RFC 3464). The action says whether the server has given up (<i>failed</i>) or goes on
 * trying (<i>delayed</i>), whatever the class of its status: mail that has waited for too long is <i>failed</i> with a 4.x.x,
 * and is as lost as any other.
 */
final class DeliveryReport {
    private DeliveryReport() {}

    static boolean isOne(MimeMessage mail) throws MessagingException {
        return mail.isMimeType("multipart/report");
    }

    /** What it says of a mail of ours; empty if that is nothing. */
    static Optional<IncomingMail.Report> of(MimeMessage mail) throws MessagingException, IOException {
        @Nullable DeliveryStatus status = null;
        @Nullable InternetHeaders original = null;
        for (MimePart part : MailParts.of(mail)) {
            switch (MailParts.type(part)) {
                case "message/delivery-status", "message/global-delivery-status" -> {
                    if (status == null) {
                        status = new DeliveryStatus(part.getDataHandler().getInputStream());
                    }
                }
                case "message/rfc822-headers",
                        "text/rfc822-headers",
                        "message/global-headers",
                        "message/rfc822",
                        "message/global" -> {
                    if (original == null) {
                        original = new InternetHeaders(part.getDataHandler().getInputStream(), true);
                    }
                }
                default -> {}
            }
        }
        if (status == null) {
            return Optional.empty();
        }
        Optional<UUID> communication = communication(mail, status, original);
        @Nullable InternetHeaders worst = worst(status);
        if (communication.isEmpty() || worst == null) {
            return Optional.empty();
        }
        boolean forGood = "failed".equals(action(worst));
        return Optional.of(new IncomingMail.Report(
                communication.get(),
                forGood,
                reason(worst, forGood),
                forGood && DeadAddress.isSaidBy(status(worst), diagnostic(worst))));
    }

    /** Our envelope id first, which nobody changes on the way; then what the original bears; then what the report answers. */
    private static Optional<UUID> communication(
            MimeMessage mail, DeliveryStatus status, @Nullable InternetHeaders original) throws MessagingException {
        Optional<UUID> found = MailIds.ofText(first(status.getMessageDSN(), "Original-Envelope-Id"));
        if (found.isEmpty() && original != null) {
            found = MailIds.ofText(first(original, Mail.COMMUNICATION_HEADER));
        }
        if (found.isEmpty() && original != null) {
            found = MailIds.ofMessageIds(first(original, "Message-ID")).stream().findFirst();
        }
        for (String header : List.of("In-Reply-To", "References")) {
            if (found.isEmpty()) {
                List<UUID> named = MailIds.ofMessageIds(mail.getHeader(header, " "));
                found = named.isEmpty() ? found : Optional.of(named.getLast());
            }
        }
        return found;
    }

    /** Of the recipients that something is said of: ours is one, and what failed counts before what is delayed. */
    private static @Nullable InternetHeaders worst(DeliveryStatus status) {
        @Nullable InternetHeaders delayed = null;
        for (int i = 0; i < status.getRecipientDSNCount(); i++) {
            InternetHeaders recipient = status.getRecipientDSN(i);
            switch (action(recipient)) {
                case "failed" -> {
                    return recipient;
                }
                case "delayed" -> delayed = delayed == null ? recipient : delayed;
                default -> {}
            }
        }
        return delayed;
    }

    private static String action(InternetHeaders recipient) {
        String action = first(recipient, "Action");
        // A comment may follow.
        return action == null ? "" : action.strip().split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static String reason(InternetHeaders recipient, boolean forGood) {
        String code = status(recipient);
        String said = diagnostic(recipient);
        String what = said.isEmpty() ? "no reason given" : said;
        String text = code.isEmpty() || what.contains(code) ? what : code + " " + what;
        return (forGood ? "The mail was not delivered: " : "The mail is not delivered yet, its server goes on trying: ")
                + ProviderText.oneLine(text.replaceAll("\\s+", " "));
    }

    private static String status(InternetHeaders recipient) {
        String status = first(recipient, "Status");
        return status == null ? "" : status.strip().split("[\\s(]", 2)[0];
    }

    /** "smtp; 550 5.1.1 …": the type of the code says nothing to people. */
    private static String diagnostic(InternetHeaders recipient) {
        String diagnostic = first(recipient, "Diagnostic-Code");
        return diagnostic == null
                ? ""
                : diagnostic.replaceFirst("^\\s*[A-Za-z0-9-]+\\s*;", "").strip();
    }

    private static @Nullable String first(@Nullable InternetHeaders headers, String name) {
        return headers == null ? null : headers.getHeader(name, null);
    }
}
