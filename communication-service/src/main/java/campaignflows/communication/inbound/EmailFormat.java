package campaignflows.communication.inbound;

import campaignflows.communication.mail.MailReader;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What comes to an email channel: our own form, or the whole mail as a mail server or a provider's inbound service passes it on,
 * which may be an answer or a delivery report. Signed alike. No mail begins with a brace.
 */
final class EmailFormat implements WebhookFormat {
    static final EmailFormat INSTANCE = new EmailFormat();

    /** As much as the gateway lets through. */
    private static final int MAX_BYTES = 3 << 20;

    private static final SignedFormat OWN = new SignedFormat(ChannelType.EMAIL);

    private EmailFormat() {}

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Optional<Predicate<byte[]>> signature(SignedHead head, String secret, Instant now) {
        return OWN.signature(head, secret, now);
    }

    @Override
    public WebhookPayload read(byte[] body) {
        return isMail(body) ? MailContents.of(MailReader.read(body)) : OWN.read(body);
    }

    /** Headers are words of ASCII with a colon after the first of them; JSON begins otherwise. */
    private static boolean isMail(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 200); i++) {
            byte c = body[i];
            if (c == ':') {
                return i > 0;
            }
            boolean word = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_';
            if (!word) {
                return false;
            }
        }
        return false;
    }
}
