package campaignflows.platform.values;

import java.net.IDN;
import java.nio.charset.StandardCharsets;

/**
 * Decides what an email address is. Stricter than RFC 5322 on purpose: only what mail servers really deliver to and
 * what cannot change the meaning of a mail header.
 *
 * <ul>
 *   <li>exactly one {@code @}; at most 254 bytes altogether, with the domain in its ASCII form
 *   <li>before it: 1 to 64 bytes; letters and digits of any script and {@code !#$%&'*+/=?^_`{|}~-.}; no dot first,
 *       last or twice in a row; no quoted form, no comments
 *   <li>after it: at least two labels of letters, digits and inner hyphens, 1 to 63 bytes each in ASCII form
 *       (international domains by IDN); the last label is not all digits; no address in brackets
 * </ul>
 */
final class EmailAddresses {
    static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_BYTES = 64;
    private static final int MAX_DOMAIN_BYTES = 253;
    private static final String LOCAL_SYMBOLS = "!#$%&'*+/=?^_`{|}~-.";

    private EmailAddresses() {}

    static boolean isValid(String address) {
        if (address.length() > MAX_LENGTH || !ValueLimits.isStorable(address)) {
            return false;
        }
        int at = address.indexOf('@');
        if (at < 1 || at != address.lastIndexOf('@')) {
            return false;
        }
        String local = address.substring(0, at);
        int localBytes = local.getBytes(StandardCharsets.UTF_8).length;
        if (localBytes > MAX_LOCAL_BYTES || !isLocalPart(local)) {
            return false;
        }
        int domainBytes = domainBytes(address.substring(at + 1));
        return domainBytes > 0 && localBytes + 1 + domainBytes <= MAX_LENGTH;
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

    /** Length of the domain in ASCII form, or 0 if it is none. */
    private static int domainBytes(String domain) {
        String ascii;
        try {
            ascii = isAsciiForm(domain) ? domain : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return 0;
        }
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2 || ascii.length() > MAX_DOMAIN_BYTES) {
            return 0;
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return 0;
            }
        }
        return isAllDigits(labels[labels.length - 1]) ? 0 : ascii.length();
    }

    /** Whether it is its own ASCII form, as nearly all are: letters, digits, hyphens and dots, and nothing encoded. */
    private static boolean isAsciiForm(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            if (!isAsciiLetter(c) && !isAsciiDigit(c) && c != '.' && (c != '-' || domain.startsWith("--", i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(String label) {
        if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
            return false;
        }
        return label.chars().allMatch(c -> isAsciiLetter(c) || isAsciiDigit(c) || c == '-');
    }

    private static boolean isAllDigits(String label) {
        return label.chars().allMatch(EmailAddresses::isAsciiDigit);
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
