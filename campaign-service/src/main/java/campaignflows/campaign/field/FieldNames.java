package campaignflows.campaign.field;

import campaignflows.platform.expression.Keywords;
import campaignflows.platform.web.problem.ProblemException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that a custom field may have (rule D2): those that are valid as columns, properties and names in expressions at once.
 */
final class FieldNames {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Columns of an upload with a meaning of their own. */
    private static final Set<String> COLUMNS = Set.of("timezone", "object_id");

    /** Regardless of case: field names are in lower case, and nobody should have to distinguish {@code false} from {@code False}. */
    private static final Set<String> PYTHON_KEYWORDS =
            Keywords.ALL.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());

    /** Names that expressions know (rule E1). */
    private static final Set<String> OF_EXPRESSIONS = Set.of(
            "datetime",
            "date",
            "timedelta",
            "len",
            "str",
            "int",
            "float",
            "round",
            "min",
            "max",
            "abs",
            "sum",
            "sorted",
            "customer",
            "participant",
            "communication");

    private FieldNames() {}

    /**
     * The name, if a custom field may have it.
     *
     * @throws ProblemException 422
     */
    static String requireAllowed(@Nullable String name) {
        if (name == null || !FORM.matcher(name).matches()) {
            throw ProblemException.invalidField(
                    "name", "Use a small letter and up to 62 more small letters, digits and underscores");
        }
        if (COLUMNS.contains(name) || PYTHON_KEYWORDS.contains(name) || OF_EXPRESSIONS.contains(name)) {
            throw ProblemException.invalidField("name", "The name %s is reserved: choose another".formatted(name));
        }
        if (SystemFields.isOne(name)) {
            throw ProblemException.conflict("The field %s exists in every campaign already".formatted(name));
        }
        return name;
    }
}
