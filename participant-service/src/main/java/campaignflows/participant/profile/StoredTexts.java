package campaignflows.participant.profile;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import java.util.Map;

/** Canonical texts by field name as they are stored in a jsonb column. */
public final class StoredTexts {
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};
    private static final ObjectReader READER = Json.mapper().readerFor(TYPE);
    private static final ObjectWriter WRITER = Json.mapper().writerFor(TYPE);

    private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() {};

    private StoredTexts() {}

    public static String encode(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return "{}";
        }
        try {
            return WRITER.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected texts that can be written as JSON", e);
        }
    }

    public static Map<String, String> decode(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored object of texts", e);
        }
    }

    /** Several texts of a field. */
    public static String encodeLists(Map<String, List<String>> texts) {
        try {
            return Json.mapper().writerFor(LISTS).writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected texts that can be written as JSON", e);
        }
    }

    public static Map<String, List<String>> decodeLists(String json) {
        try {
            return Json.mapper().readerFor(LISTS).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored object of lists of texts", e);
        }
    }
}
