package campaignflows.engine.value;

import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.FieldValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as a contact reads them in a message: dates in the tenant's form, times in the participant's zone. */
public final class ReadableText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private ReadableText() {}

    public static String of(FieldValue value, WalkView view) {
        return of(value, view.zone(), view.formats().datePattern());
    }

    private static String of(FieldValue value, ZoneId zone, @Nullable DatePattern pattern) {
        return switch (value) {
            case FieldValue.Date(LocalDate date) -> date(date, pattern);
            case FieldValue.DateTime(Instant instant) -> {
                LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
                yield date(local.toLocalDate(), pattern) + " " + TIME.format(local);
            }
            case FieldValue.Text text -> text.canonical();
            case FieldValue.IntegerValue integer -> integer.canonical();
            case FieldValue.Decimal decimal -> decimal.canonical();
            case FieldValue.Bool bool -> bool.canonical();
            case FieldValue.Enumeration enumeration -> enumeration.canonical();
            case FieldValue.Email email -> email.canonical();
            case FieldValue.Phone phone -> phone.canonical();
        };
    }

    private static String date(LocalDate date, @Nullable DatePattern pattern) {
        return pattern == null ? date.toString() : pattern.format(date);
    }
}
