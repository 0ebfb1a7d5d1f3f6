package campaignflows.platform.values;

import campaignflows.platform.values.ParseResult.Invalid;
import campaignflows.platform.values.ParseResult.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and datetimes: ISO 8601 first, then the tenant's own date pattern. A datetime is a date in either form, a
 * space or {@code T}, and a time of day, with or without offset. Without one it is read in the context's zone: a local
 * time that a clock change skips moves forward by the length of the gap, one that occurs twice is the first. A date
 * alone is the start of that day in the zone, and a datetime where a date is wanted is the
 * day that is written in it.
 */
final class DateTexts {
    private static final int MAX_LENGTH = 80;
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})(-?)(\\d{2})\\2(\\d{2})");
    private static final Pattern DATE_AND_TIME =
            Pattern.compile("(.+?)(?:[Tt]|,? {1,3})(\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?"
                    + "|(?<=[Tt])\\d{4}(?:\\d{2}(?:[.,]\\d{1,9})?)?)"
                    + " ?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?");

    private DateTexts() {}

    static ParseResult date(String text, ParseContext context) {
        return find(text, context.dateFormat())
                .or(() -> dayOf(text, context))
                .<ParseResult>map(date -> new Parsed(new FieldValue.Date(date)))
                .orElseGet(() -> new Invalid("Not a date: use 2026-06-30" + orTheTenants(context, "")));
    }

    /** The day that a datetime names, whatever its offset. */
    private static Optional<LocalDate> dayOf(String text, ParseContext context) {
        Matcher parts = DATE_AND_TIME.matcher(text.length() > MAX_LENGTH ? "" : text);
        return parts.matches() && instant(text, context).isPresent()
                ? find(Texts.trimmed(parts.group(1)), context.dateFormat())
                : Optional.empty();
    }

    static ParseResult dateTime(String text, ParseContext context) {
        return instant(text, context)
                .filter(ValueLimits::isInstant)
                .<ParseResult>map(instant -> new Parsed(new FieldValue.DateTime(instant)))
                .orElseGet(() -> new Invalid(
                        "Not a date and time: use 2026-06-30T10:00:00Z, 2026-06-30T12:00:00+02:00 or 2026-06-30 12:00"
                                + orTheTenants(context, " 12:00")));
    }

    /** An instant with its offset; empty for any other text. */
    static Optional<Instant> isoInstant(String text) {
        Matcher parts = DATE_AND_TIME.matcher(text.length() > MAX_LENGTH ? "" : text);
        return parts.matches() && parts.group(3) != null
                ? instant(text, ParseContext.UTC).filter(ValueLimits::isInstant)
                : Optional.empty();
    }

    /** The instant of a local time in a zone; skipped times move forward, doubled ones are the first. */
    static Instant at(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }

    private static String orTheTenants(ParseContext context, String time) {
        DatePattern pattern = context.dateFormat();
        return pattern == null || pattern.pattern().equals("yyyy-MM-dd")
                ? ""
                : " or " + pattern.format(LocalDate.of(2026, 6, 30)) + time;
    }

    /** The date that the text is. */
    static Optional<LocalDate> find(String text, @Nullable DatePattern pattern) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<LocalDate> own = pattern == null ? Optional.empty() : pattern.parse(text);
        Optional<LocalDate> iso = isoDate(text);
        // Digits alone can be read both ways; then the tenant's own way is meant.
        boolean isOwn = iso.isEmpty() || (own.isPresent() && text.indexOf('-') < 0);
        Optional<LocalDate> date = isOwn ? own : iso;
        return date.filter(d -> ValueLimits.isYear(d.getYear()));
    }

    private static Optional<LocalDate> isoDate(String text) {
        Matcher iso = ISO_DATE.matcher(text);
        if (!iso.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(iso.group(1)), Integer.parseInt(iso.group(3)), Integer.parseInt(iso.group(4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text, ParseContext context) {
        Optional<LocalDate> dateAlone = find(text, context.dateFormat());
        if (dateAlone.isPresent()) {
            return dateAlone.map(date -> date.atStartOfDay(context.zone()).toInstant());
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = DATE_AND_TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return find(Texts.trimmed(parts.group(1)), context.dateFormat())
                .flatMap(date -> instant(date, parts.group(2), parts.group(3), context.zone()));
    }

    private static Optional<Instant> instant(LocalDate date, String time, @Nullable String offset, ZoneId zone) {
        try {
            LocalDateTime local = date.atTime(time(time));
            return Optional.of(offset == null ? at(local, zone) : local.toInstant(offset(offset)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        String padded = text.indexOf(':') == 1 ? "0" + text : text.indexOf(':') < 0 ? withColons(text) : text;
        return LocalTime.parse(padded.replace(',', '.'));
    }

    /** ISO 8601's basic form in the extended one. */
    private static String withColons(String basic) {
        String start = basic.substring(0, 2) + ":" + basic.substring(2, 4);
        return basic.length() == 4 ? start : start + ":" + basic.substring(4);
    }

    private static ZoneOffset offset(String text) {
        return ZoneOffset.of(text.toUpperCase(Locale.ROOT));
    }
}
