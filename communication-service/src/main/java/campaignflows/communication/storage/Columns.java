package campaignflows.communication.storage;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

/** The form of values in columns: one form of JSON in every table. */
public final class Columns {
    private Columns() {}

    public static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a value that can be written as JSON", e);
        }
    }

    public static <T> T json(String text, Class<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected readable JSON in a column", e);
        }
    }

    public static <T> T json(String text, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected readable JSON in a column", e);
        }
    }
}
