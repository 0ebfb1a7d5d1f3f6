package campaignflows.platform.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one message in one pass: its data at once as what its type says, since writers put the type first, as they need not. */
final class EnvelopeReader<T> {
    private static final ObjectReader UNTYPED =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, ObjectReader> readers;
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String source;
    private @Nullable String tenant;
    private @Nullable String subject;
    private @Nullable String time;
    private @Nullable String cause;
    private int depth;
    private @Nullable T data;
    private @Nullable JsonNode untyped;

    /** @param readers of data, by type; none minds what follows the data */
    EnvelopeReader(Map<String, ObjectReader> readers) {
        this.readers = readers;
    }

    /**
     * Reads the message.
     *
     * @return empty if its type is unknown
     */
    Optional<Envelope<T>> read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedMessageException("Expected a JSON object", null);
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            property(json, name);
        }
        if (json.nextToken() != null) {
            throw new MalformedMessageException("Expected one JSON object, but something follows it", null);
        }
        ObjectReader known = readers.get(required("type", type));
        if (known == null) {
            return Optional.empty();
        }
        T read = untyped == null ? data : known.readValue(untyped);
        if (read == null) {
            throw new MalformedMessageException("Expected data, but there is none", null);
        }
        return Optional.of(new Envelope<>(
                UUID.fromString(required("id", id)),
                required("source", source),
                UUID.fromString(required("tenant", tenant)),
                required("subject", subject),
                Instant.parse(required("time", time)),
                cause == null ? null : UUID.fromString(cause),
                depth,
                read));
    }

    private void property(JsonParser json, String name) throws IOException {
        switch (name) {
            case "id" -> id = text(json);
            case "type" -> type = text(json);
            case "source" -> source = text(json);
            case "tenant" -> tenant = text(json);
            case "subject" -> subject = text(json);
            case "time" -> time = text(json);
            case "cause" -> cause = json.currentToken() == JsonToken.VALUE_NULL ? null : required("cause", text(json));
            case "depth" -> depth = json.getValueAsInt(0);
            case "data" -> data(json);
            default -> {}
        }
        // What was not read.
        if (json.currentToken() != null && json.currentToken().isStructStart()) {
            json.skipChildren();
        }
    }

    private void data(JsonParser json) throws IOException {
        ObjectReader known = type == null ? null : readers.get(type);
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            data = null;
        } else if (known != null) {
            data = known.readValue(json);
        } else if (type == null) {
            untyped = UNTYPED.readTree(json);
        }
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    static ObjectReader reader(Class<?> type) {
        return UNTYPED.forType(type);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw new MalformedMessageException("Expected the text property " + name + ", but it is missing", null);
        }
        return value;
    }
}
