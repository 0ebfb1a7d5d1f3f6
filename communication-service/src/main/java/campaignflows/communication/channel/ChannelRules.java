package campaignflows.communication.channel;

import campaignflows.communication.email.MailServerRules;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.json.ServiceMapper;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a channel may be configured with; refusals say what to do. */
public final class ChannelRules {
    public static final int MAX_NAME = 200;

    private static final int MAX_RATE = 10_000;
    private static final ObjectMapper MAPPER = ServiceMapper.build();

    private ChannelRules() {}

    /** A name on one line that can be seen, of 1 to 200 characters as people count them; in the one form of texts. */
    public static String name(@Nullable String name) {
        String normal = name == null ? "" : Texts.normalized(name);
        if (normal.codePointCount(0, normal.length()) > MAX_NAME || !isOneLine(normal) || Texts.isBlank(normal)) {
            throw ProblemException.invalidField(
                    "name", "Give a name of 1 to 200 characters that can be seen, on one line");
        }
        return normal;
    }

    /** Whether it has neither line breaks nor other control characters, and can be stored. */
    public static boolean isOneLine(String text) {
        return ValueLimits.isStorable(text)
                && text.codePoints()
                        .map(Character::getType)
                        .noneMatch(type -> type == Character.CONTROL
                                || type == Character.LINE_SEPARATOR
                                || type == Character.PARAGRAPH_SEPARATOR);
    }

    static ChannelType type(@Nullable ChannelType type) {
        if (type == null) {
            throw ProblemException.invalidField("type", "Give email, telegram, whatsapp, voice or web");
        }
        return type;
    }

    /** The settings in the form of the type; nothing given is the same as an empty object. */
    static ChannelSettings settings(ChannelType type, @Nullable JsonNode settings, MailServerRules mailServers) {
        JsonNode given = settings == null || settings.isNull() ? MAPPER.createObjectNode() : settings;
        return switch (type) {
            case EMAIL -> EmailSettings.checked(read("settings", given, EmailSettings.Draft.class), mailServers);
            case WHATSAPP -> WhatsAppSettings.checked(read("settings", given, WhatsAppSettings.Draft.class));
            case VOICE -> VoiceSettings.checked(read("settings", given, VoiceSettings.Draft.class));
            case TELEGRAM -> TelegramSettings.checked(read("settings", given, TelegramSettings.Draft.class));
            case WEB -> WebSettings.checked(read("settings", given, WebSettings.Draft.class));
        };
    }

    static @Nullable Integer rate(@Nullable Integer rate) {
        if (rate != null && (rate < 1 || rate > MAX_RATE)) {
            throw ProblemException.invalidField("rate_per_second", "Give a whole number of 1 to 10000, or none");
        }
        return rate;
    }

    static @Nullable Integer rate(JsonNode rate) {
        if (rate.isNull()) {
            return null;
        }
        if (!rate.isInt()) {
            throw ProblemException.invalidField("rate_per_second", "Give a whole number of 1 to 10000, or none");
        }
        return rate(rate.intValue());
    }

    /** Reads a part of a body, strictly. */
    public static <T> T read(String field, JsonNode json, Class<T> type) {
        if (!json.isObject()) {
            throw ProblemException.invalidField(field, "Expected an object");
        }
        try {
            return MAPPER.treeToValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.malformed(field + " has no property " + e.getPropertyName());
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw ProblemException.malformed(place(field, e) + ": " + expected(e));
        }
    }

    private static String place(String field, JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? Stream.concat(
                                Stream.of(field),
                                mapping.getPath().stream()
                                        .map(JsonMappingException.Reference::getFieldName)
                                        .filter(Objects::nonNull))
                        .collect(Collectors.joining("."))
                : field;
    }

    private static String expected(JsonProcessingException e) {
        return e instanceof InvalidFormatException format
                        && format.getTargetType().isEnum()
                ? Arrays.stream(format.getTargetType().getEnumConstants())
                        .map(constant -> MAPPER.valueToTree(constant).asText())
                        .collect(Collectors.joining(", ", "Expected one of ", ""))
                : "This is not of the form that is described";
    }
}
