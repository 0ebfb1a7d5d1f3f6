package campaignflows.platform.web.request;

import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a list continues: the sort keys of the last item shown. Opaque to callers and not secret: it only moves the start of a
 * query that is limited to the caller's tenant anyway, so a forged one gains nothing. One that was made for another list or
 * order, or is damaged, is 400.
 */
public final class Cursor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 4_000;

    private final List<@Nullable String> keys;

    private Cursor(List<@Nullable String> keys) {
        this.keys = keys;
    }

    /**
     * Makes the text of a cursor.
     *
     * @param list names list and order, such as {@code participants:-created_at}
     * @param keys by their {@code toString()}; null where the sort key is null
     */
    public static String encode(String list, @Nullable Object... keys) {
        List<@Nullable String> parts = new ArrayList<>(keys.length + 1);
        parts.add(list);
        for (Object key : keys) {
            parts.add(key == null ? null : key.toString());
        }
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected texts that can be written as JSON", e);
        }
    }

    /**
     * Reads the query parameter {@code cursor}: empty if there is none.
     *
     * @param list the same name as it was encoded with
     * @param count of keys it was encoded with
     * @throws ProblemException 400 if it is no cursor of this list
     */
    public static Optional<Cursor> decode(@Nullable String text, String list, int count) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > MAX_LENGTH) {
            throw malformed();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
            @Nullable String[] parts = JSON.readValue(json, String[].class);
            if (parts == null || parts.length != count + 1 || !list.equals(parts[0]) || !areStorable(parts)) {
                throw malformed();
            }
            return Optional.of(new Cursor(Arrays.asList(parts).subList(1, parts.length)));
        } catch (IOException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** What no database can hold is the key of no row, and a statement with it would fail. */
    private static boolean areStorable(@Nullable String[] parts) {
        return Arrays.stream(parts).allMatch(part -> part == null || ValueLimits.isStorable(part));
    }

    public @Nullable String text(int index) {
        return keys.get(index);
    }

    public @Nullable UUID uuid(int index) {
        String key = keys.get(index);
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    public @Nullable Instant instant(int index) {
        String key = keys.get(index);
        try {
            return key == null ? null : Instant.parse(key);
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    public @Nullable Long number(int index) {
        String key = keys.get(index);
        try {
            return key == null ? null : Long.valueOf(key);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        String message = "Not a cursor of this list and order: use the next_cursor of its last page as it is";
        return ProblemException.malformed("cursor: " + message)
                .withErrors(List.of(ProblemError.ofField("cursor", message)));
    }
}
