package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short way gives what the library gives. */
class CallingCodesTest {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    CallingCodesTest() {
        System.out.println("CallingCodesTest seed=" + seed);
    }

    /** The digits as the library leaves them, or as given where it knows no such number. */
    private static String byLibrary(String digits, @Nullable String region) {
        try {
            var number = LIBRARY.parse("+" + digits, region);
            return LIBRARY.isPossibleNumber(number)
                    ? LIBRARY.format(number, PhoneNumberFormat.E164).substring(1)
                    : digits;
        } catch (NumberParseException e) {
            return digits;
        }
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    @Test
    void shouldKeepOnlyDigitsThatTheLibraryKeepsWhateverTheRegion() {
        List<Integer> codes = new ArrayList<>(LIBRARY.getSupportedCallingCodes());
        List<String> regions = new ArrayList<>(LIBRARY.getSupportedRegions());
        int kept = 0;
        int all = 0;
        for (int code : codes) {
            for (int i = 0; i < 60; i++) {
                String national = (random.nextInt(4) == 0 ? "0" : "") + digits(1 + random.nextInt(14));
                String number = code + national;
                String region = random.nextBoolean() ? null : regions.get(random.nextInt(regions.size()));
                if (CallingCodes.keep(number)) {
                    assertThat(byLibrary(number, region))
                            .as("+%s in %s", number, region)
                            .isEqualTo(number);
                    kept++;
                }
                all++;
            }
        }
        // It is of use only if it is rarely in doubt.
        assertThat(kept).isGreaterThan(all / 2);
    }

    @Test
    void shouldBeInDoubtWhereThereIsANationalPrefixOrNoSuchCode() {
        assertThat(CallingCodes.keep("551198765432")).isTrue();
        assertThat(CallingCodes.keep("12015550123")).isTrue();
        assertThat(CallingCodes.keep("4402079460000")).isFalse();
        assertThat(CallingCodes.keep("0123456789")).isFalse();
        assertThat(CallingCodes.keep("2101234567")).isFalse();
        assertThat(read("+44 (0) 20 7946 0000", null)).isEqualTo("+442079460000");
        assertThat(read("+4402079460000", null)).isEqualTo("+442079460000");
        assertThat(read("+5511987654321", "US")).isEqualTo("+5511987654321");
    }

    private static String read(String raw, @Nullable String region) {
        return PhoneNumbers.parse(raw, region).orThrow().canonical();
    }
}
