package campaignflows.communication.inbound;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** How a kind of provider signs its calls and writes them down. */
sealed interface WebhookFormat permits TelegramFormat, WhatsAppFormat, EmailFormat, SignedFormat {

    /** The largest body that the provider sends. */
    int maxBytes();

    /**
     * Judges the head of a call, so that nothing is read of a stranger's body.
     *
     * @return how the body is to be checked; empty if the head alone shows that the call is not signed with the secret
     */
    Optional<Predicate<byte[]>> signature(SignedHead head, String secret, Instant now);

    /**
     * Reads a body whose signature was right.
     *
     * @throws ProblemException 400 if it is not of this form, 422 if a value in it is not valid
     */
    WebhookPayload read(byte[] body);

    static WebhookFormat of(ChannelType type) {
        return switch (type) {
            case TELEGRAM -> TelegramFormat.INSTANCE;
            case WHATSAPP -> WhatsAppFormat.INSTANCE;
            case EMAIL -> EmailFormat.INSTANCE;
            case VOICE, WEB -> new SignedFormat(type);
        };
    }
}
