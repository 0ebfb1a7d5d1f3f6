package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {
    private static String normal(String raw) {
        return EmailAddresses.normal(raw).orElseThrow();
    }

    private static String message(String raw) {
        return ((ParseResult.Invalid) EmailAddresses.parse(raw)).message();
    }

    @ParameterizedTest
    @CsvSource({
        "x@straße.example,x@xn--strae-oqa.example",
        "x@STRAẞE.example,x@xn--strae-oqa.example",
        "x@βόλος.example,x@xn--nxasmm1c.example",
        "x@βόλοσ.example,x@xn--nxasmq6b.example",
        "x@نامه\u200Cای.example,x@xn--h6qqeyh.example",
        "Ann@MÜNCHEN.de,Ann@xn--mnchen-3ya.de",
        "山田@例え。テスト,山田@xn--r8jz45g.xn--zckzah",
        "Ann@Example.org,Ann@Example.org",
        "a@faß.de,a@xn--fa-hia.de"
    })
    void shouldWriteDomainsInAsciiByTheNewestRules(String address, String expected) {
        String ascii = EmailAddresses.normal(address).isPresent() ? EmailAddresses.asciiForm(address) : "";
        if (address.contains("\u200C")) {
            // Only that the joiner is kept: another domain than the one without it.
            assertThat(ascii).isNotEqualTo(EmailAddresses.asciiForm(address.replace("\u200C", "")));
        } else {
            assertThat(ascii).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@münchen.example",
                "ann@mu\u0308nchen.example",
                "ann@MÜNCHEN.example",
                "ann@xn--mnchen-3ya.example",
                "ann@XN--MNCHEN-3YA.EXAMPLE",
                "ann@münchen。example",
                "ann@münchen｡example",
                "ann@münchen．example",
                "ann＠ｍünchen.example",
                "ａnn@münchen.example",
                "\u00A0ann@münchen.example\u200B",
                "\uFEFFann@münchen.example\u202F",
                "ANN@münchen.example"
            })
    void shouldTakeAllFormsOfAnAddressForTheSame(String raw) {
        assertThat(EmailAddresses.matchKey(normal(raw))).isEqualTo("ann@münchen.example");
        assertThat(EmailAddresses.asciiForm(raw)).isEqualToIgnoringCase("ann@xn--mnchen-3ya.example");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0F, 0x34F, 0x202E, 0x3164, 0xA0, 0xE0101})
    void shouldNameTheInvisibleCharacterInAnAddress(int hidden) {
        String character = Character.toString(hidden);
        assertThat(message("an" + character + "n@example.com"))
                .startsWith("The email address holds the invisible character U+%04X (".formatted(hidden))
                .endsWith("): remove it");
        assertThat(EmailAddresses.isValid("ann@exam" + character + "ple.com")).isFalse();
    }

    @Test
    void shouldNotTakeOneLetterForAnother() {
        assertThat(message("\u212Aim@example.com"))
                .isEqualTo("The email address holds the character U+212A (KELVIN SIGN): write the letter K");
        assertThat(EmailAddresses.isValid("kim@\u212Aay.example")).isFalse();
        assertThat(EmailAddresses.matchKey(normal("ſam@example.com"))).isNotEqualTo("sam@example.com");
        assertThat(EmailAddresses.matchKey(normal("İda@example.com"))).isNotEqualTo("ida@example.com");
        assertThat(EmailAddresses.matchKey(normal("ıda@example.com"))).isNotEqualTo("ida@example.com");
        assertThat(EmailAddresses.matchKey("\u212Aim@example.com")).isNotEqualTo("kim@example.com");
        assertThat(EmailAddresses.matchKey(normal("groß@example.com"))).isNotEqualTo("gross@example.com");
    }

    @Test
    void shouldTellWhatNeedsAnInternationalMailServer() {
        assertThat(EmailAddresses.needsSmtpUtf8("山田@example.com")).isTrue();
        assertThat(EmailAddresses.needsSmtpUtf8("yamada@例え.テスト")).isFalse();
        assertThatThrownBy(() -> EmailAddresses.asciiForm("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@xn--a.example", "a@xn--.example", "a@-ü.example", "a@ü..example", "a@ü.", "a@a\u0660b.example"
            })
    void shouldRefuseInternationalDomainsThatAreNone(String raw) {
        assertThat(EmailAddresses.isValid(raw)).isFalse();
    }

    @Test
    void shouldHaveOneNormalFormOfWhateverItTakes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> parts = List.of(
                "a",
                "B",
                "ß",
                "ẞ",
                "ς",
                "Σ",
                "ü",
                "u\u0308",
                "Ü",
                "J\u030C",
                "ａ",
                "Ｋ",
                "ｶﾞ",
                "é",
                "山",
                "İ",
                "ı",
                "ſ",
                "ﬁ",
                "²",
                "ª",
                "あ",
                "1",
                "١",
                "-",
                ".",
                "。",
                "\u200C",
                "\u0627",
                "\u094D\u200D",
                "\u212B",
                "㎏",
                "ǅ",
                "𝐚",
                "xn--mnchen-3ya",
                "+",
                "\u0338",
                "=");
        int taken = 0;
        for (int i = 0; i < 40_000; i++) {
            String raw = some(parts, random) + (random.nextInt(20) == 0 ? "＠" : "@") + some(parts, random) + ".example";
            var normal = EmailAddresses.normal(raw);
            if (normal.isEmpty()) {
                continue;
            }
            taken++;
            String address = normal.get();
            String description = "seed %d: %s".formatted(seed, raw);
            String key = EmailAddresses.matchKey(address);
            assertThat(EmailAddresses.normal(address)).as(description).contains(address);
            assertThat(Normalizer.isNormalized(address, Normalizer.Form.NFC))
                    .as(description)
                    .isTrue();
            assertThat(EmailAddresses.matchKey(key)).as(description).isEqualTo(key);
            assertThat(EmailAddresses.matchKey(normal(key))).as(description).isEqualTo(key);
            String ascii = EmailAddresses.asciiForm(address);
            assertThat(EmailAddresses.asciiForm(ascii)).as(description).isEqualTo(ascii);
            assertThat(EmailAddresses.matchKey(normal(ascii))).as(description).isEqualTo(key);
            assertThat(Texts.isAscii(ascii.substring(ascii.indexOf('@'))))
                    .as(description)
                    .isTrue();
            assertThat(EmailAddresses.matchKey(normal(Normalizer.normalize(raw, Normalizer.Form.NFD))))
                    .as(description)
                    .isEqualTo(key);
        }
        assertThat(taken).as("seed " + seed).isGreaterThan(500);
    }

    private static String some(List<String> parts, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    @Test
    void shouldKeepCaseInPlainAddresses() {
        assertThat(normal(" Ann.Doe@Example.ORG ")).isEqualTo("Ann.Doe@Example.ORG");
        assertThat(EmailAddresses.matchKey("Ann.Doe@Example.ORG"))
                .isEqualTo("Ann.Doe@Example.ORG".toLowerCase(Locale.ROOT));
    }
}
