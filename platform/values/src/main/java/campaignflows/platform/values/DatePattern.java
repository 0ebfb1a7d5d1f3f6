package campaignflows.platform.values;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * A tenant's way of writing dates, such as {@code dd.MM.yyyy}. Compiled once and checked when it is set, so that a bad
 * pattern is refused there and not at the ten-thousandth row. Strict: 31.02. is no date. Month names are English.
 */
public final class DatePattern {
    private static final int MAX_LENGTH = 32;
    private static final LocalDate PROBE = LocalDate.of(2026, 12, 31);

    private final String pattern;
    private final DateTimeFormatter formatter;

    private DatePattern(String pattern, DateTimeFormatter formatter) {
        this.pattern = pattern;
        this.formatter = formatter;
    }

    /**
     * Compiles a pattern of {@link DateTimeFormatter}.
     *
     * @throws IllegalArgumentException with what to do, if it is no pattern of a whole date and nothing else
     */
    public static DatePattern of(String pattern) {
        String trimmed = Texts.normalized(pattern);
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            throw notADatePattern();
        }
        try {
            DatePattern result = new DatePattern(
                    trimmed,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(trimmed)
                            .parseDefaulting(ChronoField.ERA, 1)
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT));
            if (result.parse(result.formatter.format(PROBE))
                    .filter(PROBE::equals)
                    .isEmpty()) {
                throw notADatePattern();
            }
            return result;
        } catch (DateTimeException e) {
            throw notADatePattern();
        } catch (IllegalArgumentException e) {
            throw notADatePattern();
        }
    }

    public Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(LocalDate.parse(text, formatter));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public String format(LocalDate date) {
        return formatter.format(date);
    }

    /** The pattern as it was given. */
    public String pattern() {
        return pattern;
    }

    private static IllegalArgumentException notADatePattern() {
        return new IllegalArgumentException(
                "Expected a date pattern with year, month and day, such as dd.MM.yyyy or MM/dd/yyyy, but it is something else");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatePattern that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
