package campaignflows.communication.email;

import campaignflows.communication.blockedcontact.DeadAddress;
import campaignflows.communication.sending.ProviderText;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What answers of a mail server lead to. The code decides (RFC 5321), and the enhanced one (RFC 3463) only where a refusal is
 * not of the mail that was refused: of the channel's sign-in or sender, or of how much it has sent.
 */
final class SmtpResponses {
    static final String SIGN_IN_REFUSED =
            "The mail server refused the sign-in: check the channel's username and password, or for xoauth2 its oauth settings, and start the campaign again";
    static final String SIGN_IN_FOR_NOW = "The mail server refused the sign-in for now";
    static final String SIGN_IN_WANTED =
            "The mail server wants another sign-in: check the channel's security, username and password, and start the campaign again";
    static final String NO_COMMON_SIGN_IN =
            "The mail server offers no sign-in of the channel's kind: check its sign_in (password or xoauth2) and security, and start the campaign again";

    private static final Pattern ENHANCED = Pattern.compile("\\b([245])[.]([0-9]{1,3})[.]([0-9]{1,3})\\b");
    private static final Duration LIMIT_PAUSE = Duration.ofHours(1);

    private SmtpResponses() {}

    /** The command that was answered. */
    enum Step {
        MAIL,
        RECIPIENT,
        DATA
    }

    /**
     * A refusal of a mail: any code of 400 to 599.
     *
     * @param recipient whose address was refused, if that was refused
     */
    static SendOutcome refusal(Step step, int code, String text, String recipient) {
        if (code == 421) {
            return forNow(text, Blame.PROVIDER);
        }
        if (code < 500) {
            return forNow(text, Blame.MESSAGE);
        }
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            return new SendOutcome.ChannelFaulty(SIGN_IN_WANTED);
        }
        return switch (enhanced(text)) {
            // The account may send no more today.
            case "5.4.5", "5.1.90", "5.2.254" ->
                new SendOutcome.Throttled(
                        "The mail server takes no more of this account for now (%s): it goes on in an hour"
                                .formatted(ProviderText.oneLine(text)),
                        LIMIT_PAUSE);
            // The account may not send as this sender.
            case "5.7.60", "5.2.252", "5.1.7", "5.1.8" -> senderRefused(text);
            default -> {
                if (step == Step.MAIL && enhanced(text).startsWith("5.7.")) {
                    yield senderRefused(text);
                }
                String reason = "The mail server refused it: " + ProviderText.oneLine(text);
                // Without an enhanced code it may as well be the server that does not relay.
                yield step == Step.RECIPIENT && DeadAddress.isSaidBy(enhanced(text))
                        ? new SendOutcome.ContactBlocked(reason, ChannelType.EMAIL, recipient)
                        : new SendOutcome.RefusedForGood(reason);
            }
        };
    }

    /** What came of a sign-in: the last code of the server tells. */
    static SendOutcome signIn(int code) {
        if (code >= 400 && code < 500) {
            return new SendOutcome.RefusedForNow(SIGN_IN_FOR_NOW, Blame.PROVIDER);
        }
        if (code >= 500 || code == 334) {
            return new SendOutcome.ChannelFaulty(SIGN_IN_REFUSED);
        }
        return code >= 200
                ? new SendOutcome.ChannelFaulty(NO_COMMON_SIGN_IN)
                : new SendOutcome.RefusedForNow(SIGN_IN_FOR_NOW, Blame.PROVIDER);
    }

    private static SendOutcome forNow(String text, Blame blame) {
        return new SendOutcome.RefusedForNow(
                "The mail server refused it for now: " + ProviderText.oneLine(text), blame);
    }

    private static SendOutcome senderRefused(String text) {
        return new SendOutcome.ChannelFaulty(
                "The mail server does not let the channel send as its from or bounces_to (%s): give an address that its account may send as, and start the campaign again"
                        .formatted(ProviderText.oneLine(text)));
    }

    /** The first enhanced code, which stands right behind the code; empty if there is none. */
    private static String enhanced(String text) {
        Matcher matcher = ENHANCED.matcher(text.length() > 40 ? text.substring(0, 40) : text);
        return matcher.find() ? matcher.group() : "";
    }
}
