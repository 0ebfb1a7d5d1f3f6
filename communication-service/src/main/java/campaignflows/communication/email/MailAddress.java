package campaignflows.communication.email;

import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.values.Texts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One address of a mail, with the name shown beside it. It cannot hold what would begin another header or another
 * address: no line breaks, no control characters, exactly one address.
 *
 * @param address as it goes over the wire: the domain in ASCII (IDNA 2008); before the at sign any letters, which only
 *                servers with SMTPUTF8 take
 */
public record MailAddress(String address, @Nullable String name) {
    private static final int MAX_LENGTH = 320;
    private static final Pattern NAMED = Pattern.compile("(.*?)\\s*<([^<>]*)>");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[<>@\"\\\\]");
    private static final Pattern SPECIALS = Pattern.compile("[()<>\\[\\]:;@\\\\,.\"]");

    /** Reads {@code me@example.org} or {@code Name <me@example.org>}; empty if it is neither. */
    public static Optional<MailAddress> parse(String given) {
        String text = Texts.normalized(given);
        if (text.length() > MAX_LENGTH || text.codePoints().anyMatch(MailAddress::breaksALine)) {
            return Optional.empty();
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return ofContact(text);
        }
        return name(named.group(1))
                .flatMap(name -> ofContact(named.group(2))
                        .map(bare -> new MailAddress(bare.address(), name.isEmpty() ? null : name)));
    }

    /** A bare address, an international domain in its ASCII form; empty if it is none. */
    public static Optional<MailAddress> ofContact(String address) {
        return EmailAddresses.normal(address).map(normal -> new MailAddress(EmailAddresses.asciiForm(normal), null));
    }

    /** What comes after the at sign; ASCII. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whether only a server that speaks SMTPUTF8 can take it. */
    public boolean needsSmtpUtf8() {
        return EmailAddresses.needsSmtpUtf8(address);
    }

    /** As a header's value, folded; ASCII but for an address that needs SMTPUTF8. */
    String header(int used) {
        String shown = name;
        if (shown == null) {
            return address;
        }
        boolean quoted = HeaderText.isPlain(shown) && SPECIALS.matcher(shown).find();
        String phrase = quoted ? "\"" + shown.replaceAll("([\\\\\"])", "\\\\$1") + "\"" : shown;
        return HeaderText.of(phrase, used) + (used + phrase.length() + address.length() > 70 ? "\r\n" : "") + " <"
                + address + ">";
    }

    /** Empty if it is no name; the empty text if there is none. */
    private static Optional<String> name(String given) {
        Matcher quoted = QUOTED.matcher(given);
        if (quoted.matches()) {
            return Optional.of(ESCAPED.matcher(quoted.group(1)).replaceAll("$1").strip());
        }
        return NOT_IN_A_NAME.matcher(given).find() ? Optional.empty() : Optional.of(given.strip());
    }

    private static boolean breaksALine(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
