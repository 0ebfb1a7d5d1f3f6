package campaignflows.communication.blockedcontact;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which refusals say that an address does not exist or is closed, so that no mail to it will be delivered. Other final ones are
 * of the one mail or of its sender (too large, taken for spam, not allowed), or pass (a full mailbox).
 */
public final class DeadAddress {
    /** Enhanced codes (RFC 3463, RFC 7505); 5.4.1 is what Microsoft 365 says of recipients that it does not have. */
    private static final Set<String> CODES =
            Set.of("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.4.4", "5.4.310");

    /** What servers put into a report that were told no enhanced code. */
    private static final Set<String> UNDEFINED = Set.of("5.0.0", "");

    /** Mailbox unavailable, user not local, mailbox name not allowed (RFC 5321). */
    private static final Set<String> REPLIES = Set.of("550", "551", "553");

    /** How servers answer: the code, and the enhanced one behind it if there is one. */
    private static final Pattern ANSWER =
            Pattern.compile("\\s*([45][0-9]{2})[\\s-]+(?:#?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b)?");

    private DeadAddress() {}

    /** @param code an enhanced one */
    public static boolean isSaidBy(String code) {
        return CODES.contains(code);
    }

    /**
     * Whether a report of a mail server, which has given up, says so.
     *
     * @param status     the enhanced code of the report
     * @param diagnostic what the other server answered, without the type of the code; empty if the report does not say
     */
    public static boolean isSaidBy(String status, String diagnostic) {
        if (isSaidBy(status)) {
            return true;
        }
        Matcher answer = ANSWER.matcher(diagnostic);
        if (!UNDEFINED.contains(status) || !answer.lookingAt()) {
            return false;
        }
        String enhanced = answer.group(2);
        return enhanced == null ? REPLIES.contains(answer.group(1)) : isSaidBy(enhanced);
    }
}
