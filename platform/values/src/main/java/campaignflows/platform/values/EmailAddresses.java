package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an email address is, and which two are the same. Stricter than RFC 5322 on purpose: only what mail servers
 * really deliver to and what cannot change the meaning of a mail header.
 *
 * <ul>
 *   <li>exactly one {@code @}; at most 254 bytes altogether, with the domain in its ASCII form
 *   <li>before it: 1 to 64 bytes; letters and digits of any script and {@code !#$%&'*+/=?^_`{|}~-.}; no dot first,
 *       last or twice in a row; no quoted form, no comments
 *   <li>after it: a {@link DomainNames name} of at least two labels; the last label is not all digits; no address in
 *       brackets
 *   <li>nothing that cannot be seen: it would make a second person of the same one
 * </ul>
 *
 * <p>The normal form is what is stored and shown: composed (NFC), wide and narrow letters in their usual width, an
 * international domain in its letters and not in punycode. Upper case stays, but for international domains.
 */
public final class EmailAddresses {
    static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_BYTES = 64;
    private static final String LOCAL_SYMBOLS = "!#$%&'*+/=?^_`{|}~-.";
    private static final Invalid NO_ADDRESS = new Invalid("Not an email address: use the form name@example.com");

    private EmailAddresses() {}

    /** The normal form, or empty if the text is no email address. Outer white space does not count. */
    public static Optional<String> normal(String text) {
        return parse(text) instanceof Parsed parsed ? Optional.of(parsed.value().canonical()) : Optional.empty();
    }

    /** Whether the text is an email address; outer white space does not count. */
    public static boolean isValid(String text) {
        return parse(text) instanceof Parsed;
    }

    /**
     * The address as it goes over the wire: its domain in ASCII ({@code straße.example} is
     * {@code xn--strae-oqa.example}), the part before the {@code @} as it is.
     *
     * @throws IllegalArgumentException if the text is no email address
     */
    public static String asciiForm(String address) {
        String normal = parse(address).orThrow().canonical();
        int at = normal.indexOf('@');
        String domain = DomainNames.ascii(normal.substring(at + 1)).orElseThrow();
        return normal.substring(0, at + 1) + domain;
    }

    /** Whether only a mail server that speaks SMTPUTF8 takes it: characters before the {@code @} that are not ASCII. */
    public static boolean needsSmtpUtf8(String address) {
        return !Texts.isAscii(address.substring(0, Math.max(0, address.lastIndexOf('@'))));
    }

    /** The text by which two addresses in normal form are the same: without case. */
    public static String matchKey(String normal) {
        return Texts.caseless(normal);
    }

    static ParseResult parse(String raw) {
        if (raw.length() > MAX_LENGTH * 4) {
            return NO_ADDRESS;
        }
        String text = Texts.trimmed(raw);
        if (!ValueLimits.isStorable(text)) {
            return NO_ADDRESS;
        }
        if (!Texts.isAscii(text)) {
            // Before any mapping: what is mapped away can no longer be named.
            Invalid hidden = hidden(text);
            if (hidden != null) {
                return hidden;
            }
            text = Texts.composed(usualWidth(text));
        }
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@')) {
            return NO_ADDRESS;
        }
        String local = text.substring(0, at);
        int localBytes = local.getBytes(StandardCharsets.UTF_8).length;
        if (localBytes > MAX_LOCAL_BYTES || !isLocalPart(local)) {
            return NO_ADDRESS;
        }
        String domain = DomainNames.normal(text.substring(at + 1)).orElse("");
        int domainBytes = DomainNames.ascii(domain).orElse("").length();
        String address = local + "@" + domain;
        boolean fits = localBytes + 1 + domainBytes <= MAX_LENGTH && address.length() <= MAX_LENGTH;
        return domainBytes > 0 && fits ? new Parsed(new FieldValue.Email(address)) : NO_ADDRESS;
    }

    /** What is wrong with the first character that cannot be seen, or that looks like a Latin letter and is none. */
    private static @Nullable Invalid hidden(String text) {
        int at = text.lastIndexOf('@');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            // The joiners have their place in the domains of some scripts; there the rules of IDNA decide.
            boolean isJoiner = (c == 0x200C || c == 0x200D) && at >= 0 && i > at;
            if ((Texts.isInvisible(c) || Texts.isTrimmed(c)) && !isJoiner) {
                return new Invalid(
                        "The email address holds the invisible character %s: remove it".formatted(Texts.nameOf(c)));
            }
            if (c == 0x212A) {
                return new Invalid(
                        "The email address holds the character %s: write the letter K".formatted(Texts.nameOf(c)));
            }
        }
        return null;
    }

    /** Wide and narrow forms as the usual characters that they stand for; all else stays. */
    private static String usualWidth(String text) {
        if (text.chars().noneMatch(c -> c >= 0xFF01 && c <= 0xFFEE)) {
            return text;
        }
        StringBuilder usual = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> usual.append(
                        c >= 0xFF01 && c <= 0xFFEE
                                ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                                : Character.toString(c)));
        return usual.toString();
    }

    private static boolean isLocalPart(String local) {
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            return false;
        }
        return local.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c)
                        || isCombiningMark(c)
                        || (c < 128 && LOCAL_SYMBOLS.indexOf(c) >= 0));
    }

    private static boolean isCombiningMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
