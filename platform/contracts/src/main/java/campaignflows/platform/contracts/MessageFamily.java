package campaignflows.platform.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one closed family of messages: all that may appear on one topic, by their names on the wire.
 *
 * <p>Unknown fields are ignored and unknown types are reported as empty, so that a writer can be upgraded before its
 * readers.
 */
public final class MessageFamily<T> {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final JsonStringEncoder STRINGS = JsonStringEncoder.getInstance();
    private static final int ENVELOPE_BYTES = 512;

    private final Map<String, Class<? extends T>> types;
    private final Map<Class<?>, String> names;
    private final Map<String, ObjectReader> readers;

    /**
     * @param types the classes by the names that they have on the wire. These names are in stored messages and in other
     *     versions' tables: a class may be renamed, its name here may not.
     */
    public MessageFamily(Map<String, Class<? extends T>> types) {
        this.types = Map.copyOf(types);
        this.names =
                types.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
        this.readers = types.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, type -> EnvelopeReader.reader(type.getValue())));
    }

    /** The names of the types of this family. */
    public Set<String> typeNames() {
        return types.keySet();
    }

    /** The class of a type's name, if the family has it. */
    public Optional<Class<? extends T>> typeNamed(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The name on the wire. */
    public String typeOf(T data) {
        return nameOf(data.getClass());
    }

    /** The name on the wire of all messages of this class. */
    public String typeOf(Class<? extends T> type) {
        return nameOf(type);
    }

    private String nameOf(Class<?> type) {
        String name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException(
                    "Expected one of " + types.keySet() + ", but the message is a " + type.getSimpleName());
        }
        return name;
    }

    public byte[] encode(Envelope<? extends T> message) {
        String type = typeOf(message.data());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENVELOPE_BYTES);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            begin(json, message, type);
            MAPPER.writeValue(json, message.data());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Encodes a message whose data has been serialized already; it is not parsed. */
    public byte[] encodeRaw(Envelope<RawJson> message, String type) {
        if (!types.containsKey(type)) {
            throw new IllegalArgumentException("Expected one of " + types.keySet() + ", but the message is a " + type);
        }
        byte[] head = head(message, type).getBytes(StandardCharsets.UTF_8);
        RawJson data = message.data();
        byte[] bytes = Arrays.copyOf(head, head.length + data.length() + 1);
        data.copyTo(bytes, head.length);
        bytes[bytes.length - 1] = '}';
        return bytes;
    }

    /** Like {@link #begin}, for thousands of messages: a generator for each would cost more than the writing. */
    private static String head(Envelope<?> message, String type) {
        StringBuilder head = new StringBuilder(ENVELOPE_BYTES);
        head.append("{\"id\":\"").append(message.id());
        head.append("\",\"type\":\"").append(type);
        head.append("\",\"source\":\"");
        STRINGS.quoteAsString(message.source(), head);
        head.append("\",\"subject\":\"");
        STRINGS.quoteAsString(message.subject(), head);
        head.append("\",\"tenant\":\"").append(message.tenant());
        head.append("\",\"time\":\"").append(message.time());
        if (message.cause() != null) {
            head.append("\",\"cause\":\"").append(message.cause());
        }
        return head.append("\",\"depth\":")
                .append(message.depth())
                .append(",\"data\":")
                .toString();
    }

    private static void begin(JsonGenerator json, Envelope<?> message, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", message.id().toString());
        json.writeStringField("type", type);
        json.writeStringField("source", message.source());
        json.writeStringField("subject", message.subject());
        json.writeStringField("tenant", message.tenant().toString());
        json.writeStringField("time", message.time().toString());
        if (message.cause() != null) {
            json.writeStringField("cause", message.cause().toString());
        }
        json.writeNumberField("depth", message.depth());
        json.writeFieldName("data");
    }

    /**
     * Reads a message.
     *
     * @return empty if its type does not belong to this family: it is a newer writer's, to be skipped and counted
     * @throws MalformedMessageException if it is not a message at all, or lacks what its type needs
     */
    public Optional<Envelope<T>> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new MalformedMessageException("Expected a message, but the record is empty", null);
        }
        try (JsonParser json = MAPPER.createParser(bytes)) {
            return new EnvelopeReader<T>(readers).read(json);
        } catch (JsonProcessingException e) {
            // The original message quotes the content, which may contain personal data.
            throw new MalformedMessageException("Expected JSON of the message's type: " + location(e), e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof MalformedMessageException malformed) {
                throw malformed;
            }
            throw new MalformedMessageException("Expected a well-formed message", e);
        }
    }

    private static String location(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unreadable"
                : property(e) + "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    /** The name of the property of the data that cannot be read, where that is known: whoever has to mend its writer looks for it. */
    private static String property(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                .map(each -> each.getFieldName() == null ? Integer.toString(each.getIndex()) : each.getFieldName())
                .collect(Collectors.joining(".", "", ", "));
    }
}
