package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A text is canonical exactly when the value that Java reads from it is written as the same text again. */
class CanonicalTextTest {
    private static final int TEXTS = 20_000;
    private static final String CHARACTERS = "0123456789-+.:TZeE ٣";

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"INTEGER", "NUMERIC", "DATE", "DATETIME", "BOOLEAN"},
            mode = Mode.INCLUDE)
    void isReadExactlyWhenItIsWhatWouldBeWritten(FieldType type) {
        Random random = new Random(20_260_627);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = i % 2 == 0 ? canonical(type, random) : spoilt(canonical(type, random), random);
            Optional<FieldValue> expected = slowly(type, text);

            assertThat(quickly(type, text)).as(text).isEqualTo(expected);
            read += expected.isPresent() ? 1 : 0;
        }
        assertThat(read).isBetween(TEXTS / 2, TEXTS - 1);
    }

    private static Optional<FieldValue> quickly(FieldType type, String text) {
        return ifAny(CanonicalText::read, type, text);
    }

    private static Optional<FieldValue> slowly(FieldType type, String text) {
        return ifAny(CanonicalTextTest::parse, type, text)
                .filter(value -> value.canonical().equals(text));
    }

    @FunctionalInterface
    private interface Reader {
        FieldValue read(FieldType type, String text);
    }

    private static Optional<FieldValue> ifAny(Reader reader, FieldType type, String text) {
        try {
            return Optional.of(reader.read(type, text));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static FieldValue parse(FieldType type, String text) {
        return switch (type) {
            case INTEGER -> new FieldValue.IntegerValue(Long.parseLong(text));
            case NUMERIC -> new FieldValue.Decimal(new BigDecimal(text));
            case DATE -> new FieldValue.Date(LocalDate.parse(text));
            case DATETIME -> new FieldValue.DateTime(Instant.parse(text));
            case BOOLEAN -> new FieldValue.Bool(Boolean.parseBoolean(text));
            default -> throw new IllegalArgumentException("Expected another type");
        };
    }

    private static String canonical(FieldType type, Random random) {
        return switch (type) {
            case INTEGER -> Long.toString(random.nextLong() >> random.nextInt(64));
            case NUMERIC ->
                BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(19))
                        .toPlainString();
            case DATE ->
                LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_652_059)).toString();
            case DATETIME ->
                Instant.parse("0001-01-01T00:00:00Z")
                        .plusSeconds((long) (random.nextDouble() * 315_537_897_599L))
                        .plusNanos(fraction(random))
                        .toString();
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            default -> throw new IllegalArgumentException("Expected another type");
        };
    }

    private static long fraction(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000L;
            default -> random.nextInt(1_000_000) * 1_000L;
        };
    }

    private static String spoilt(String text, Random random) {
        StringBuilder spoilt = new StringBuilder(text);
        int at = random.nextInt(text.length());
        Function<Random, Character> any = chars -> CHARACTERS.charAt(chars.nextInt(CHARACTERS.length()));
        switch (random.nextInt(4)) {
            case 0 -> spoilt.setCharAt(at, any.apply(random));
            case 1 -> spoilt.insert(at, (char) any.apply(random));
            case 2 -> spoilt.deleteCharAt(at);
            default -> spoilt.insert(text.startsWith("-") ? 1 : 0, '0');
        }
        return spoilt.toString();
    }
}
