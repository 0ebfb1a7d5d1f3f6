package campaignflows.communication.email;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param communicationId its Message-ID is made of it: the same communication always gives the same
 * @param at              its date
 * @param replyTo         whom answers are to go to; null: to from
 * @param bouncesTo       the envelope's sender; null: the address of from
 * @param unsubscribe     where the contact opts out by one click (RFC 8058); null: nowhere
 */
public record Mail(
        UUID communicationId,
        MailAddress from,
        MailAddress to,
        @Nullable String subject,
        String body,
        Instant at,
        @Nullable MailAddress replyTo,
        @Nullable MailAddress bouncesTo,
        @Nullable URI unsubscribe) {
    /** Comes back with reports and, other than the Message-ID, is left alone by those who pass mail on. */
    public static final String COMMUNICATION_HEADER = "X-Campaign-Flows-Communication";

    /** In characters as people count them (code points). */
    static final int MAX_SUBJECT = 998;

    private static final String CUT = "…";

    /** Whose answers and delivery reports go to where it is from. */
    Mail(UUID communicationId, MailAddress from, MailAddress to, @Nullable String subject, String body, Instant at) {
        this(communicationId, from, to, subject, body, at, null, null, null);
    }

    /** The subject on one line: what would begin another header becomes a space; what is too long ends with an ellipsis. */
    String subjectLine() {
        String line = wholeSubject();
        return isSubjectCut() ? line.substring(0, line.offsetByCodePoints(0, MAX_SUBJECT - 1)) + CUT : line;
    }

    /** Whether the subject is too long to be sent as it is. */
    boolean isSubjectCut() {
        String line = wholeSubject();
        return line.codePointCount(0, line.length()) > MAX_SUBJECT;
    }

    String messageId() {
        return "<" + communicationId + "@" + from.domain() + ">";
    }

    private String wholeSubject() {
        return (subject == null ? "" : subject)
                .replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+", " ")
                .strip();
    }
}
