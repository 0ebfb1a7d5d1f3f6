package campaignflows.platform.values;

import com.ibm.icu.text.IDNA;
import java.util.Optional;

/**
 * Names of the domain name system, international ones by IDNA 2008 (UTS 46, non-transitional: {@code ß}, {@code ς} and
 * the joiners are characters of their own). The JDK knows only IDNA 2003, by which {@code straße.example} would be
 * another domain, {@code strasse.example}.
 */
final class DomainNames {
    private static final int MAX_BYTES = 253;
    private static final int MAX_LABEL_BYTES = 63;
    private static final int MAX_RAW_LENGTH = 1_000;

    private DomainNames() {}

    /**
     * The form in which the name is stored and shown, or empty if it does not have at least two labels: an international
     * name in its own letters and in lower case, however it was written; any other as it is.
     */
    static Optional<String> normal(String name) {
        if (isPlain(name)) {
            return isHostName(name) ? Optional.of(name) : Optional.empty();
        }
        if (name.length() > MAX_RAW_LENGTH) {
            return Optional.empty();
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder unicode = International.RULES.nameToUnicode(name, new StringBuilder(), info);
        return info.hasErrors()
                ? Optional.empty()
                : Optional.of(unicode.toString()).filter(n -> ascii(n).isPresent());
    }

    /** The name in ASCII, or empty if it is none. */
    static Optional<String> ascii(String name) {
        if (isPlain(name)) {
            return isHostName(name) ? Optional.of(name) : Optional.empty();
        }
        if (name.length() > MAX_RAW_LENGTH) {
            return Optional.empty();
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = International.RULES.nameToASCII(name, new StringBuilder(), info);
        return info.hasErrors()
                ? Optional.empty()
                : Optional.of(ascii.toString()).filter(DomainNames::isHostName);
    }

    /** Whether there is nothing to convert: ASCII, and no label of it is encoded. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            boolean startsLabel = i == 0 || name.charAt(i - 1) == '.';
            if (name.charAt(i) >= 128 || (startsLabel && name.regionMatches(true, i, "xn--", 0, 4))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostName(String ascii) {
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2 || ascii.length() > MAX_BYTES) {
            return false;
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return !labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isLabel(String label) {
        if (label.isEmpty() || label.length() > MAX_LABEL_BYTES || label.startsWith("-") || label.endsWith("-")) {
            return false;
        }
        return label.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    /** Read from the library's data only when the first international name comes. */
    private static final class International {
        private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.CHECK_CONTEXTO
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
    }
}
