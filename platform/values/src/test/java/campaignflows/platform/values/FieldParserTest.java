package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldParserTest {
    private static final ParseContext BERLIN =
            new ParseContext(ZoneId.of("Europe/Berlin"), DatePattern.of("dd.MM.yyyy"), null, Set.of("red", "dark red"));

    private static String canonical(FieldType type, String raw, ParseContext context) {
        return FieldParser.parse(type, raw, context).orThrow().canonical();
    }

    private static void assertInvalid(FieldType type, String raw, ParseContext context) {
        assertThat(FieldParser.parse(type, raw, context))
                .as("%s of %d characters", type, raw.length())
                .isInstanceOf(ParseResult.Invalid.class);
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldCallEmptyAndUnstorableTextsInvalidInEveryType(FieldType type) {
        for (String raw : List.of("", "  \t ", "\0", "a\0b", "1\ud800", "\udc00", "\udc00\ud800", "x".repeat(30_000))) {
            assertInvalid(type, raw, BERLIN);
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void shouldEitherRefuseOrGiveACanonicalValueForAnyText(FieldType type) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "0123456789+-.,:eETZ @/ aA\0ü\ud83d\ude00ß";
        for (int i = 0; i < 20_000; i++) {
            String raw = random.ints(random.nextInt(25), 0, alphabet.length())
                    .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                    .collect(Collectors.joining());
            if (FieldParser.parse(type, raw, BERLIN) instanceof ParseResult.Parsed(FieldValue value)) {
                assertThat(value.type()).as("seed %d", seed).isEqualTo(type);
                assertThat(FieldValue.ofCanonical(type, value.canonical()))
                        .as("seed %d", seed)
                        .isEqualTo(value);
                assertThat(canonical(type, value.canonical(), BERLIN))
                        .as("parsed again, seed %d", seed)
                        .isEqualTo(value.canonical());
            }
        }
    }

    @Test
    void shouldKeepStringsButForOuterSpace() {
        assertThat(canonical(FieldType.STRING, " a  b\n", BERLIN)).isEqualTo("a  b");
        assertThat(canonical(FieldType.STRING, "\ud83d\ude00", BERLIN)).isEqualTo("\ud83d\ude00");
        assertThat(canonical(FieldType.STRING, "x".repeat(10_000), BERLIN)).hasSize(10_000);
        assertInvalid(FieldType.STRING, "x".repeat(10_001), BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "+7,7",
        "007,7",
        "' 42 ',42",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void shouldReadIntegers(String raw, String expected) {
        assertThat(canonical(FieldType.INTEGER, raw, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "5.5",
                "5.",
                "1e3",
                "1 000",
                "1,000",
                "0x10",
                "--1",
                "٣",
                "∞",
                "NaN",
                "+"
            })
    void shouldRefuseOtherIntegers(String raw) {
        assertInvalid(FieldType.INTEGER, raw, BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0.0",
        "1.50,1.50",
        ".5,0.5",
        "5.,5",
        "+1.1,1.1",
        "1e3,1000",
        "1.5E+2,150",
        "15e-1,1.5",
        "0e30,0",
        "0.000000000000000001,0.000000000000000001",
        "99999999999999999999999999999999999999,99999999999999999999999999999999999999",
        "12345678901234567890.123456789012345678,12345678901234567890.123456789012345678",
        "1e37,10000000000000000000000000000000000000"
    })
    void shouldReadNumbersExactly(String raw, String expected) {
        assertThat(canonical(FieldType.NUMERIC, raw, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "1e999",
                "0e999",
                "0e-999",
                "1e38",
                "0.0000000000000000001",
                "100000000000000000000000000000000000000",
                "1,5",
                "1.234,50",
                "1 5",
                ".",
                "e5",
                "1e",
                "NaN",
                "Infinity",
                "0x1p3",
                "1f",
                "٣.٥"
            })
    void shouldRefuseOtherNumbers(String raw) {
        assertInvalid(FieldType.NUMERIC, raw, BERLIN);
    }

    @Test
    void shouldHintAtTheDecimalPoint() {
        assertThat(FieldParser.parse(FieldType.NUMERIC, "1,5", BERLIN))
                .isEqualTo(new ParseResult.Invalid(
                        "Not a number: use a point for decimals and no thousands separators, such as 1234.50"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "Yes,true", "1,true", "' yEs ',true", "false,false", "NO,false", "0,false"})
    void shouldReadBooleans(String raw, String expected) {
        assertThat(canonical(FieldType.BOOLEAN, raw, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "n", "on", "2", "-1", "01", "wahr", "true false"})
    void shouldRefuseOtherBooleans(String raw) {
        assertInvalid(FieldType.BOOLEAN, raw, BERLIN);
    }

    @Test
    void shouldReadBooleansAlikeInATurkishLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(canonical(FieldType.BOOLEAN, "FALSE", BERLIN)).isEqualTo("false");
            assertThat(Identifier.EMAIL.key("INFO@X.COM")).isEqualTo("info@x.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldAllowExactlyTheAllowedValues() {
        assertThat(canonical(FieldType.ENUMERATION, " dark red ", BERLIN)).isEqualTo("dark red");
        assertInvalid(FieldType.ENUMERATION, "Red", BERLIN);
        assertThat(FieldParser.parse(
                        FieldType.ENUMERATION, "x", BERLIN.withAllowedValues(new LinkedHashSet<>(List.of("a", "b")))))
                .isEqualTo(new ParseResult.Invalid("Not an allowed value: use one of a, b"));
    }

    @Test
    void shouldShortenTheHintOfAllowedValues() {
        Set<String> many =
                IntStream.range(0, 500).mapToObj(i -> "v" + i).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> longOnes = Set.of("\ud83d\ude00".repeat(1_000));

        assertThat(message(many)).endsWith("v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, …");
        assertThat(message(longOnes)).hasSizeLessThan(300);
        assertThat(ValueLimits.isStorable(message(longOnes))).isTrue();
    }

    private static String message(Set<String> allowed) {
        return FieldParser.parse(FieldType.ENUMERATION, "x", BERLIN.withAllowedValues(allowed))
                        instanceof ParseResult.Invalid(String message)
                ? message
                : "";
    }

    @Test
    void shouldReadOnlyInstantsWithOffset() {
        assertThat(FieldParser.instant("2026-06-30T12:00:00+02:00")).contains(Instant.parse("2026-06-30T10:00:00Z"));
        assertThat(FieldParser.instant("2026-06-30T12:00:00")).isEmpty();
        assertThat(FieldParser.instant("2026-06-30")).isEmpty();
        assertThat(FieldParser.instant("x".repeat(5_000))).isEmpty();
    }

    @Test
    void shouldThrowTheMessageOfAnInvalidValue() {
        assertThatThrownBy(
                        () -> FieldParser.parse(FieldType.INTEGER, "x", BERLIN).orThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a whole number: use digits only, such as 42 or -7");
    }
}
