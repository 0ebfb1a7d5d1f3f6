package campaignflows.communication.web;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a browser sends: a JSON object with its {@code type}; members that are not known are passed over. */
sealed interface ClientFrame {
    /** Of a whole frame in UTF-16 units: a message, and what is around it. */
    int MAX_FRAME = 16 * 1024;

    /** Of a message in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 4 * 1024;

    /** The first of each connection: who it is, and up to where it knows its messages. */
    record Hello(@Nullable Secret visitor, @Nullable SignedIdentity identity, long lastSeq) implements ClientFrame {}

    /** What a browser was given when it first came. */
    record Secret(String id, String secret) {
        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    /** Something that the visitor says. */
    record Say(String id, String text) implements ClientFrame {
        @Override
        public String toString() {
            return "Say[…]";
        }
    }

    /** All messages up to this one have come, or were seen. */
    record Acknowledge(long seq, boolean read) implements ClientFrame {}

    /** Asks for a sign of life. */
    record Ping() implements ClientFrame {}

    /**
     * Reads a frame.
     *
     * @throws FrameException if it is not one of these
     */
    static ClientFrame read(String text) {
        JsonNode json = json(text);
        return switch (json.path("type").asText()) {
            case "hello" -> hello(json);
            case "say" -> say(json);
            case "delivered" -> new Acknowledge(seq(json.path("seq")), false);
            case "read" -> new Acknowledge(seq(json.path("seq")), true);
            case "ping" -> new Ping();
            default -> throw bad("Give a type: hello, say, delivered, read or ping");
        };
    }

    private static JsonNode json(String text) {
        if (text.length() > MAX_FRAME) {
            throw bad("The frame is longer than %d characters".formatted(MAX_FRAME));
        }
        try {
            JsonNode json = Json.mapper().readTree(text);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw bad("The frame is not JSON");
        }
        throw bad("The frame is not a JSON object");
    }

    private static Hello hello(JsonNode json) {
        JsonNode last = json.path("last_seq");
        return new Hello(
                secret(json.path("visitor")),
                identity(json.path("identity")),
                last.isMissingNode() || last.isNull() ? 0 : seq(last));
    }

    private static @Nullable Secret secret(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        return new Secret(
                text(json.path("id"), 100).orElseThrow(() -> bad("Give visitor.id and visitor.secret as they came")),
                text(json.path("secret"), 100)
                        .orElseThrow(() -> bad("Give visitor.id and visitor.secret as they came")));
    }

    private static @Nullable SignedIdentity identity(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        JsonNode expires = json.path("expires");
        Optional<String> webId = text(json.path("web_id"), 1_000);
        Optional<String> signature = text(json.path("signature"), 200);
        if (webId.isEmpty() || signature.isEmpty() || !expires.isIntegralNumber() || !expires.canConvertToLong()) {
            throw bad(
                    "Give identity.web_id and identity.signature as texts, and identity.expires in seconds since 1970");
        }
        return new SignedIdentity(webId.get(), expires.longValue(), signature.get());
    }

    private static Say say(JsonNode json) {
        String id = text(json.path("id"), 64)
                .filter(given -> ID.matcher(given).matches())
                .orElseThrow(() -> bad("Give the message an id of 1 to 64 letters, digits, _ and -: it counts once"));
        JsonNode text = json.path("text");
        if (!text.isTextual()) {
            throw bad("Give the message's text");
        }
        return new Say(id, text.textValue());
    }

    private static long seq(JsonNode json) {
        if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < 0) {
            throw bad("Give seq, last_seq as whole numbers of 0 or more");
        }
        return json.longValue();
    }

    private static Optional<String> text(JsonNode json, int maxLength) {
        return json.isTextual()
                        && !json.textValue().isEmpty()
                        && json.textValue().length() <= maxLength
                ? Optional.of(json.textValue())
                : Optional.empty();
    }

    private static FrameException bad(String message) {
        return FrameException.refusing(FrameCode.BAD_FRAME, message);
    }

    /** Of messages. */
    Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
}
