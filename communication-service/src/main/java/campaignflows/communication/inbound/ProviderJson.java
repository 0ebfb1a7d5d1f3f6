package campaignflows.communication.inbound;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reading the JSON of providers, who add to it as they please: what is not known is passed over, and what cannot be stored is
 * made storable, since a provider repeats for days what it is refused.
 */
final class ProviderJson {
    /** In UTF-16 units; what is longer is cut. */
    static final int MAX_TEXT = 10_000;

    static final String NO_TEXT = "[message]";

    private static final int MAX_NAME = 200;
    private static final String CUT = "…";

    private ProviderJson() {}

    /** @throws ProblemException 400 if it is no JSON object; the message quotes nothing of it */
    static JsonNode object(byte[] body) {
        try {
            JsonNode json = Json.strictMapper().readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw ProblemException.malformed("The body is not JSON");
        }
        throw ProblemException.malformed("The body is not a JSON object");
    }

    /** A text or a number as text; null if it is neither, or blank. */
    static @Nullable String scalar(JsonNode json) {
        if (!json.isTextual() && !json.isIntegralNumber()) {
            return null;
        }
        String text = Texts.normalized(json.asText());
        return text.isEmpty() ? null : storable(text);
    }

    /** Never empty, so that a message can be seen to be one. */
    static String text(String said) {
        String text = storable(Texts.trimmed(said));
        if (text.isEmpty()) {
            return NO_TEXT;
        }
        return text.length() <= MAX_TEXT ? text : cut(text, MAX_TEXT - CUT.length()) + CUT;
    }

    static @Nullable String name(String given) {
        String name = Texts.normalized(storable(given));
        return Texts.isBlank(name) ? null : cut(name, MAX_NAME);
    }

    /** Seconds since 1970, as a number or as text; null if it is no time. */
    static @Nullable Instant seconds(JsonNode json) {
        @Nullable String text = scalar(json);
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.ofEpochSecond(Long.parseLong(text));
            return time.isAfter(Instant.EPOCH) ? time : null;
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    /** Without NUL and halves of surrogate pairs, which no database takes. */
    private static String storable(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
