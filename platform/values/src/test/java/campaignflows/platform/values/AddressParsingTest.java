package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Email addresses and phone numbers. */
class AddressParsingTest {
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
    @ValueSource(
            strings = {
                "Ann@Example.org",
                "a@b.co",
                "first.last+tag@sub.domain.example",
                "o'hara@example.com",
                "ann@münchen.de",
                "用户@例子.广告",
                "x_y-z=1@a-b.example",
                "1@2.com",
                "r3@ab--cd.example"
            })
    void shouldKeepValidEmailAddressesAsWritten(String raw) {
        assertThat(canonical(FieldType.EMAIL, " " + raw + " ", BERLIN)).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "@example.org",
                "ann@",
                "ann@example",
                "ann@@example.org",
                "a@b@example.org",
                "a b@example.org",
                "ann@exa mple.org",
                "ann@example..org",
                "ann@.example.org",
                "ann@example.org.",
                "ann@-example.org",
                "ann@example-.org",
                "ann@exam_ple.org",
                ".ann@example.org",
                "ann.@example.org",
                "a..n@example.org",
                "\"ann\"@example.org",
                "Ann <ann@example.org>",
                "ann@example.org, bob@example.org",
                "ann@[127.0.0.1]",
                "ann@127.0.0.1",
                "ann@example.123",
                "ann\r\nBcc: x@example.org",
                "ann\u0007@example.org",
                "ann\u202e@example.org",
                "ann\u00a0b@example.org",
                "(c)ann@example.org",
                "mailto:ann@example.org"
            })
    void shouldRefuseOtherEmailAddresses(String raw) {
        assertInvalid(FieldType.EMAIL, raw, BERLIN);
    }

    @Test
    void shouldBoundTheLengthOfEmailAddresses() {
        String domain = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".example";
        assertThat(canonical(FieldType.EMAIL, "l".repeat(63) + "@" + domain, BERLIN))
                .hasSize(254);
        assertThat(canonical(FieldType.EMAIL, "l".repeat(64) + "@example.org", BERLIN))
                .hasSize(76);
        assertInvalid(FieldType.EMAIL, "l".repeat(64) + "@" + domain, BERLIN);
        assertInvalid(FieldType.EMAIL, "l".repeat(65) + "@example.org", BERLIN);
        assertInvalid(FieldType.EMAIL, "ü".repeat(33) + "@example.org", BERLIN);
        assertInvalid(FieldType.EMAIL, "a@" + "d".repeat(64) + ".org", BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        // with a plus: E.164, whatever the region
        "+49 170 1234567,,+491701234567",
        "+49 (0)170 1234567,,+491701234567",
        "(+49) 170-1234567,US,+491701234567",
        "＋４９１７０１２３４５６７,,+491701234567",
        "\u202A+49\u00A0170\u00A01234567\u202C,US,+491701234567",
        "+999 123 4567,,+9991234567",
        // a region makes national and 00 forms complete
        "0170 1234567,DE,+491701234567",
        "0170/1234567,DE,+491701234567",
        "0049 170 1234567,DE,+491701234567",
        // 00 before a number in use is a plus where the region does not read it otherwise
        "0049 170 1234567,,+491701234567",
        "0049 170 1234567,US,+491701234567",
        "0044 20 7946 0958,JP,+442079460958",
        "+0049 170 1234567,DE,+491701234567",
        "00999 123 4567,,009991234567",
        "0049 123 456789012345,,0049123456789012345",
        "(201) 555-0123,US,+12015550123",
        "8 912 345-67-89,RU,+79123456789",
        // complete digits are read as such where they are no number of the region
        "491701234567,,+491701234567",
        "491701234567,DE,+491701234567",
        "4915123456528,DE,+4915123456528",
        "79161234567,US,+79161234567",
        // else the digits as given
        "0170 1234567,,01701234567",
        "0170 1234567,XX,01701234567",
        "12345,US,12345",
        "555-0123,US,5550123",
        "tel: 12-34-56,,123456",
        "٠١٢٣٤٥٦,,0123456",
        "12345678901234567890,,12345678901234567890"
    })
    void shouldReadPhonesIntoOneForm(String raw, @Nullable String region, String expected) {
        ParseContext context = new ParseContext(BERLIN.zone(), null, region, Set.of());
        assertThat(canonical(FieldType.PHONE, raw, context)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "+", "abc", "123456789012345678901", "n/a"})
    void shouldRefusePhonesWithTooFewOrTooManyDigits(String raw) {
        assertInvalid(FieldType.PHONE, raw, BERLIN);
        assertInvalid(FieldType.PHONE, raw, new ParseContext(BERLIN.zone(), null, "US", Set.of()));
    }

    @Test
    void shouldStayQuickOnHugePhones() {
        assertInvalid(FieldType.PHONE, "+" + "1".repeat(9_999), BERLIN);
    }
}
