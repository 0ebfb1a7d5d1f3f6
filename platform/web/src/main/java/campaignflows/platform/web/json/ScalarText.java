package campaignflows.platform.web.json;

import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The text of a JSON value that stands for a field's value ({@code "42"}, {@code 42}, {@code true}), ready for
 * {@code FieldParser}. Numbers keep the digits that were sent.
 */
public final class ScalarText {
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
        return Optional.of(value.asText());
    }
}
