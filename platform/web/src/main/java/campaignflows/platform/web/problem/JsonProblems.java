package campaignflows.platform.web.problem;

import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.WireName;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a JSON body, and where, in the caller's terms and not in those of the parser. */
final class JsonProblems {
    private static final int MAX_NAME = 100;
    private static final int MAX_PATH_PARTS = 20;
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}\\w*[A-Z]");

    /** How Jackson says it. */
    private static final Pattern TWICE = Pattern.compile("^Duplicate field '(.*)'", Pattern.DOTALL);

    private JsonProblems() {}

    static ProblemException of(JsonProcessingException exception) {
        String field = exception instanceof JsonMappingException mapping ? path(mapping) : "";
        String message = message(exception) + at(exception.getLocation());
        ProblemException problem = ProblemException.malformed(field.isEmpty() ? message : field + ": " + message);
        return field.isEmpty() ? problem : problem.withErrors(List.of(ProblemError.ofField(field, message)));
    }

    private static String message(JsonProcessingException exception) {
        return switch (exception) {
            case UnrecognizedPropertyException unknown ->
                "Unknown property '" + ShownText.shortened(unknown.getPropertyName(), MAX_NAME) + "'";
            case InvalidFormatException format
            when isEnum(format.getTargetType()) ->
                "Not one of the allowed values: use " + constants(format.getTargetType());
            case InvalidTypeIdException kind -> kinds(kind);
            case ValueInstantiationException refused
            when refused.getCause() instanceof IllegalArgumentException e -> ours(e);
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            case StreamConstraintsException constraints ->
                "The JSON is nested too deeply, or holds a text or number that is too long";
            case JsonMappingException mapping when mapping.getCause() instanceof IllegalArgumentException e -> ours(e);
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonProcessingException cause && cause != mapping -> message(cause);
            case InputCoercionException range -> "The number is out of range";
            case JsonMappingException mapping -> "The value cannot be read";
            default -> notJson(exception);
        };
    }

    /** The message of a record that refuses its values; one that names classes is not for the caller. */
    private static String ours(IllegalArgumentException exception) {
        String message = exception.getMessage();
        return message == null || CLASS_NAME.matcher(message).find() ? "The value is not valid" : message;
    }

    /** Of a family of objects that a property distinguishes. */
    private static String kinds(InvalidTypeIdException exception) {
        Class<?> family = exception.getBaseType().getRawClass();
        JsonTypeInfo info = family.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes kinds = family.getAnnotation(JsonSubTypes.class);
        if (info == null || kinds == null) {
            return "The value has the wrong form";
        }
        return Arrays.stream(kinds.value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", ", "Expected the property %s: use ".formatted(info.property()), ""));
    }

    private static String notJson(JsonProcessingException exception) {
        Matcher twice = TWICE.matcher(String.valueOf(exception.getOriginalMessage()));
        return twice.find()
                ? "The property '%s' is there twice: keep one".formatted(ShownText.shortened(twice.group(1), MAX_NAME))
                : "The body is not valid JSON";
    }

    private static boolean isEnum(@Nullable Class<?> type) {
        return type != null && type.isEnum();
    }

    private static String constants(Class<?> type) {
        return String.join(", ", WireName.all(type));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "The value has the wrong form";
        }
        if (type == String.class) {
            return "Expected a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "Expected true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "Expected a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "Expected a number";
        }
        if (type == UUID.class) {
            return "Expected a UUID";
        }
        if (type == LocalTime.class) {
            return "Expected a time of day, such as 09:30";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "Expected a date or time in the form of ISO 8601";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "Expected a list";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "Expected an object";
        }
        return "The value has the wrong form";
    }

    private static String path(JsonMappingException exception) {
        StringBuilder text = new StringBuilder();
        exception.getPath().stream().limit(MAX_PATH_PARTS).forEach(part -> {
            if (part.getFieldName() == null) {
                text.append('[').append(Math.max(0, part.getIndex())).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(ShownText.shortened(part.getFieldName(), MAX_NAME));
            }
        });
        return text.toString();
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }
}
