package campaignflows.platform.values;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells whether a text carries one of a person's identifiers, however it is written, so that everything that is kept of an
 * erased person is found. In the value of an identifier's field each form counts that would name the person; in any other
 * text only what is unmistakable: the address, the phone number, and identifiers of at least six characters with a digit,
 * each as a word of its own.
 */
public final class IdentifierTraces {
    private static final int DISTINCTIVE_LENGTH = 6;
    private static final int PHONE_DIGITS = 7;

    /** What may be a phone number: from its first digit, plus or bracket to its last digit. */
    private static final Pattern PHONE_LIKE = Pattern.compile("[+(]?\\(?\\d[\\d ()./\\-\\u00A0]{4,40}\\d");

    private static final Pattern DIGITS = Pattern.compile("\\d{" + PHONE_DIGITS + ",20}");

    private final Map<Identifier, List<String>> canonical;
    private final ParseContext context;
    private final List<String> words = new ArrayList<>();
    private final List<String> phones = new ArrayList<>();

    /**
     * Traces of one person.
     *
     * @param canonical the person's identifiers as stored, by the names of their fields; other fields are passed over. Of one field
     *     there may be several: those that the person had before, too
     * @param context   by which values of the tenant are read
     */
    public IdentifierTraces(Map<String, List<String>> canonical, ParseContext context) {
        this.canonical = new EnumMap<>(Identifier.class);
        this.context = context;
        canonical.forEach((name, values) -> Identifier.ofFieldName(name).ifPresent(identifier -> {
            this.canonical.put(identifier, List.copyOf(values));
            values.forEach(value -> addTrace(identifier, value));
        }));
    }

    private void addTrace(Identifier identifier, String value) {
        if (identifier.type() == FieldType.PHONE) {
            String digits = PhoneNumbers.digitsOf(value);
            if (digits.length() >= PHONE_DIGITS) {
                phones.add(digits);
            }
        } else if (identifier == Identifier.EMAIL) {
            formsOf(value).map(IdentifierTraces::plain).distinct().forEach(words::add);
        } else if (isDistinctive(value)) {
            words.add(plain(value));
        }
    }

    /** Whether a value of the field, as somebody wrote it, carries an identifier. The field may be any. */
    public boolean inValue(String field, String raw) {
        return Identifier.ofFieldName(field)
                        .map(identifier -> names(identifier, raw))
                        .orElse(false)
                || inText(raw);
    }

    /** Whether a text carries an identifier anywhere. */
    public boolean inText(String text) {
        String plain = plain(text);
        for (String word : words) {
            if (hasWord(plain, word)) {
                return true;
            }
        }
        return !phones.isEmpty() && (hasPhone(PHONE_LIKE, text) || hasPhone(DIGITS, text));
    }

    /** An address stands in mail headers and server replies with its domain in ASCII, in files as somebody wrote it. */
    private static Stream<String> formsOf(String address) {
        return EmailAddresses.normal(address)
                .map(normal -> Stream.of(address, normal, EmailAddresses.asciiForm(normal)))
                .orElseGet(() -> Stream.of(address));
    }

    /** Letters without case, in one of the forms in which they may be written. */
    private static String plain(String text) {
        return Texts.isAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .replace('\u3002', '.')
                        .toLowerCase(Locale.ROOT);
    }

    private boolean names(Identifier identifier, String raw) {
        for (Map.Entry<Identifier, List<String>> own : canonical.entrySet()) {
            Identifier kind = own.getKey();
            boolean alike =
                    kind == identifier || (kind.type() == FieldType.PHONE && identifier.type() == FieldType.PHONE);
            if (alike && own.getValue().stream().anyMatch(value -> names(identifier, raw, kind, value))) {
                return true;
            }
        }
        return false;
    }

    private boolean names(Identifier identifier, String raw, Identifier kind, String value) {
        return Texts.caseless(Texts.normalized(raw)).equals(Texts.caseless(value))
                || (identifier.parse(raw, context) instanceof ParseResult.Parsed parsed
                        && kind.key(parsed.value().canonical()).equals(kind.key(value)));
    }

    private boolean hasPhone(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            String raw = found.group();
            String digits = PhoneNumbers.digitsOf(raw);
            String withoutTrunk = digits.startsWith("00") ? digits.substring(2) : digits;
            if (phones.contains(digits)
                    || phones.contains(withoutTrunk)
                    || (PhoneNumbers.parse(raw, context.region()) instanceof ParseResult.Parsed parsed
                            && phones.contains(
                                    PhoneNumbers.digitsOf(parsed.value().canonical())))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word stands there and is not a part of a longer one. */
    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !belongsToWord(text, at - 1)) && !goesOn(text, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean goesOn(String text, int at) {
        if (at >= text.length()) {
            return false;
        }
        // A full stop ends a sentence, unless something follows it directly.
        if (text.charAt(at) == '.') {
            return at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
        }
        return belongsToWord(text, at);
    }

    private static boolean belongsToWord(String text, int at) {
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '.' || c == '%';
    }

    private static boolean isDistinctive(String value) {
        return value.length() >= DISTINCTIVE_LENGTH && value.chars().anyMatch(Character::isDigit);
    }
}
