package campaignflows.platform.web.json;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The text of a JSON value that stands for a field's value ({@code "42"}, {@code 42}, {@code true}), ready for
 * {@code FieldParser}. One rule wherever JSON is read: a number is what a cell of a file would hold, its digits as they
 * were sent and no exponent ({@code 10.00} stays, {@code 1e3} is {@code 1000}); true and false are their names.
 */
public final class ScalarText {
    private static final int LONGEST_NUMBER = 400;

    private ScalarText() {}

    /**
     * The text, or empty for null.
     *
     * @throws ProblemException 422 if it is a list or an object
     */
    public static Optional<String> of(String field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw ProblemException.invalidField(field, "Expected a text, a number, true, false or null");
        }
        return Optional.of(textOf(value));
    }

    /** The text of a value that is neither null nor a list nor an object. */
    public static String textOf(JsonNode value) {
        if (!value.isNumber()) {
            return value.asText();
        }
        BigDecimal number = value.decimalValue();
        // A hostile exponent stays one, and is refused where a number is wanted.
        return Math.abs((long) number.scale()) + number.precision() > LONGEST_NUMBER
                ? number.toString()
                : number.toPlainString();
    }
}
