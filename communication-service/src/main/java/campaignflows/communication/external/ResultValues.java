package campaignflows.communication.external;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results as an external agent reports them, in the forms of their types: a text is no number, and a 1 is not true. */
final class ResultValues {
    private ResultValues() {}

    /**
     * The canonical texts by name.
     *
     * @param field  how the results are called in errors
     * @param errors gets what is wrong with each
     */
    static Map<String, String> checked(
            String field, Map<String, @Nullable JsonNode> given, List<ResultField> fields, List<ProblemError> errors) {
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String place = field + "." + name;
            Optional<ResultField> known =
                    fields.stream().filter(each -> each.name().equals(name)).findFirst();
            if (known.isEmpty()) {
                errors.add(ProblemError.ofField(place, "The agent has no result of this name"));
                return;
            }
            String text = text(known.get().type(), value);
            if (text == null) {
                errors.add(ProblemError.ofField(place, expected(known.get())));
                return;
            }
            switch (parsed(known.get(), text)) {
                case ParseResult.Parsed result ->
                    values.put(name, result.value().canonical());
                case ParseResult.Invalid invalid -> errors.add(ProblemError.ofField(place, invalid.message()));
            }
        });
        return values;
    }

    private static ParseResult parsed(ResultField field, String text) {
        return FieldParser.parse(
                field.type(), text, ParseContext.UTC.withAllowedValues(new LinkedHashSet<>(field.values())));
    }

    /** Null if the value is of another form than the type's. */
    private static @Nullable String text(FieldType type, @Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        boolean fits = switch (type) {
            case BOOLEAN -> value.isBoolean();
            case INTEGER -> value.isIntegralNumber();
            case NUMERIC -> value.isNumber() || value.isTextual();
            case STRING, ENUMERATION, DATE, DATETIME, EMAIL, PHONE -> value.isTextual();
        };
        return fits ? value.asText() : null;
    }

    private static String expected(ResultField field) {
        String example = switch (field.type()) {
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number, such as 42";
            case NUMERIC -> "a number, such as 12.50 or \"12.50\"";
            case DATE -> "a text such as \"2026-06-30\"";
            case DATETIME -> "a text such as \"2026-06-30T10:00:00Z\"";
            case ENUMERATION -> "a text, one of the allowed values";
            case STRING, EMAIL, PHONE -> "a text";
        };
        return "The result is of type %s: give %s".formatted(WireName.of(field.type()), example);
    }
}
