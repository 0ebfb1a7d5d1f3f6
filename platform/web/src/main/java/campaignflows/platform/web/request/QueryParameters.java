package campaignflows.platform.web.request;

import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters as text and returns 400 with the name where they are wrong (JAX-RS would return 404). An empty
 * parameter counts as none.
 */
public final class QueryParameters {
    private static final int MAX_TEXT = 200;

    private QueryParameters() {}

    /** A text, trimmed, of at most 200 characters. */
    public static Optional<String> text(String name, @Nullable String value) {
        String text = value == null ? "" : Texts.trimmed(value);
        if (text.length() > MAX_TEXT) {
            throw malformed(name, "Expected at most " + MAX_TEXT + " characters");
        }
        if (!ValueLimits.isStorable(text)) {
            throw malformed(name, "The text holds a character that cannot be stored");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public static Optional<UUID> uuid(String name, @Nullable String value) {
        return text(name, value).map(text -> {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw malformed(name, "Expected a UUID");
            }
        });
    }

    /** An instant: ISO 8601 with Z or an offset. */
    public static Optional<Instant> instant(String name, @Nullable String value) {
        return text(name, value)
                .map(text -> FieldParser.instant(text)
                        .orElseThrow(() -> malformed(name, "Expected a time such as 2026-06-30T10:00:00Z")));
    }

    /**
     * An instant, or a plain day: its start in the zone.
     *
     * @param daysAfter how many days after the plain day are meant; 1 for the end of a range that includes it
     */
    public static Optional<Instant> moment(String name, @Nullable String value, ZoneId zone, int daysAfter) {
        return text(name, value)
                .map(text -> FieldParser.day(text, ParseContext.UTC)
                        .map(day -> day.plusDays(daysAfter).atStartOfDay(zone).toInstant())
                        .or(() -> FieldParser.instant(text))
                        .orElseThrow(() ->
                                malformed(name, "Expected a time such as 2026-06-30T10:00:00Z, or a day, 2026-06-30")));
    }

    public static Optional<Boolean> bool(String name, @Nullable String value) {
        return text(name, value).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(name, "Expected true or false");
        });
    }

    /** A constant of an enum by its name in lower case. */
    public static <E extends Enum<E>> Optional<E> oneOf(String name, @Nullable String value, Class<E> type) {
        return text(name, value)
                .map(text -> WireName.find(type, text)
                        .orElseThrow(
                                () -> malformed(name, "Expected one of " + String.join(", ", WireName.all(type)))));
    }

    /** 400 because of a query parameter. */
    public static ProblemException malformed(String name, String message) {
        return ProblemException.malformed(name + ": " + message)
                .withErrors(List.of(ProblemError.ofField(name, message)));
    }
}
