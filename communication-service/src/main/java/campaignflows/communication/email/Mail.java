package campaignflows.communication.email;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param communicationId its Message-ID is made of it: the same communication always gives the same
 * @param at              its date
 */
public record Mail(
        UUID communicationId,
        Mailbox from,
        Mailbox to,
        @Nullable String subject,
        String body,
        Instant at) {
    private static final int MAX_SUBJECT = 998;

    /** The subject on one line: what would begin another header becomes a space. */
    String subjectLine() {
        String line = (subject == null ? "" : subject)
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= MAX_SUBJECT ? line : line.substring(0, MAX_SUBJECT);
    }

    String messageId() {
        return "<" + communicationId + "@" + from.domain() + ">";
    }
}
