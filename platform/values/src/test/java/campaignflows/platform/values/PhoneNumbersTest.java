package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a phone number reads as itself, in every region of the library. */
class PhoneNumbersTest {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final List<String> REGIONS = List.copyOf(LIBRARY.getSupportedRegions());

    private static ParseResult parse(String raw, @Nullable String region) {
        return FieldParser.parse(FieldType.PHONE, raw, new ParseContext(ZoneOffset.UTC, null, region, Set.of()));
    }

    private static String read(String raw, @Nullable String region) {
        return parse(raw, region).orThrow().canonical();
    }

    private static List<PhoneNumber> examples() {
        List<PhoneNumber> numbers = new ArrayList<>();
        for (PhoneNumberType type : PhoneNumberType.values()) {
            for (String region : REGIONS) {
                PhoneNumber number = LIBRARY.getExampleNumberForType(region, type);
                if (number != null) {
                    numbers.add(number);
                }
            }
            for (int code : LIBRARY.getSupportedGlobalNetworkCallingCodes()) {
                numbers.add(LIBRARY.getExampleNumberForNonGeoEntity(code));
            }
        }
        return numbers;
    }

    @Test
    void shouldReadWhatItShowsAsItselfInEveryRegion() {
        Set<String> shown = new HashSet<>();
        for (PhoneNumber number : examples()) {
            String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
            String region = LIBRARY.getRegionCodeForNumber(number);
            assertThat(read(e164, null)).isEqualTo(e164);
            shown.add(e164);
            if (region != null && REGIONS.contains(region)) {
                assertThat(read(LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL), region))
                        .isEqualTo(e164);
                shown.add(read(LIBRARY.format(number, PhoneNumberFormat.NATIONAL), region));
            }
        }
        assertThat(shown).hasSizeGreaterThan(1_000);
        for (String number : shown) {
            for (String region : REGIONS) {
                assertThat(read(number, region)).as("%s in %s", number, region).isEqualTo(number);
            }
        }
    }

    @Test
    void shouldReadNationalFormsAsTheNumberThatTheyAre() {
        int same = 0;
        int all = 0;
        for (PhoneNumber number : examples()) {
            String region = LIBRARY.getRegionCodeForNumber(number);
            if (region == null || !REGIONS.contains(region)) {
                continue;
            }
            String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
            all++;
            same += read(LIBRARY.format(number, PhoneNumberFormat.NATIONAL), region)
                            .equals(e164)
                    ? 1
                    : 0;
        }
        // All but a few whose national form the library itself does not read back.
        assertThat(same).isGreaterThan(all * 98 / 100);
    }

    @Test
    void shouldReadTheSameOnceMoreWhateverWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 60_000; i++) {
            StringBuilder raw = new StringBuilder(random.nextInt(3) == 0 ? "+" : random.nextInt(3) == 0 ? "00" : "");
            int digits = 4 + random.nextInt(14);
            if (random.nextBoolean()) {
                raw.append(LIBRARY.getCountryCodeForRegion(REGIONS.get(random.nextInt(REGIONS.size()))));
            }
            raw.append(random.nextInt(4) == 0 ? "0" : "");
            for (int d = 0; d < digits; d++) {
                raw.append(random.nextInt(10)).append(random.nextInt(5) == 0 ? " " : "");
            }
            String region = random.nextInt(4) == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size()));
            if (!(parse(raw.toString(), region) instanceof ParseResult.Parsed parsed)) {
                continue;
            }
            String shown = parsed.value().canonical();
            String description = "seed %d: %s in %s".formatted(seed, raw, region);
            assertThat(read(shown, region)).as(description).isEqualTo(shown);
            if (shown.startsWith("+")) {
                String other = REGIONS.get(random.nextInt(REGIONS.size()));
                assertThat(read(shown, other))
                        .as(description + " then " + other)
                        .isEqualTo(shown);
                assertThat(read(shown, null)).as(description).isEqualTo(shown);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.91512E+11|spreadsheet has shortened",
                "4,91512E+11|spreadsheet has shortened",
                "4.91512e11|spreadsheet has shortened",
                "4915112345678.0|decimals",
                "4915112345678,00|decimals",
                "0151 1234567 Frau X 2. OG|there are words",
                "0151 1234567 (privat)|there are words",
                "1-800-FLOWERS|there are words",
                "+1 201 555 0123 ext. 9|extension",
                "030 1234567 x12|extension",
                "030 1234567 Durchwahl 12|extension",
                "0151 1234567, 0170 7654321|several",
                "0151 1234567 / 0170 7654321|several",
                "01511234567/01707654321|several",
                "+491511234567 +491707654321|several",
                "0151 1234567; 0170 7654321|several",
                "00000|5 to 20 digits",
                "0000000|5 to 20 digits",
                "123|5 to 20 digits",
                "1234|5 to 20 digits",
                "01234|5 to 20 digits",
                "+49123|5 to 20 digits",
                "+49 1234|5 to 20 digits",
                "*100#|write it in digits",
                "n/a|there are words",
                "123456789012345678901|5 to 20 digits"
            })
    void shouldSayWhyATextIsNoPhoneNumber(String raw, String reason) {
        for (String region : new String[] {null, "DE", "US", "GB"}) {
            assertThat(parse(raw, region))
                    .as("%s in %s", raw, region)
                    .isInstanceOfSatisfying(
                            ParseResult.Invalid.class,
                            invalid -> assertThat(invalid.message()).contains(reason));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"493012345678", "+493012345678"})
    void shouldTakeAWhatsAppIdForComplete(String raw) {
        for (String region : REGIONS) {
            ParseContext context = new ParseContext(ZoneOffset.UTC, null, region, Set.of());
            assertThat(Identifier.WHATSAPP_ID.parse(raw, context).orThrow().canonical())
                    .as(region)
                    .isEqualTo("+493012345678");
        }
    }
}
