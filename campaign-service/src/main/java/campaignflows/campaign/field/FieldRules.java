package campaignflows.campaign.field;

import campaignflows.campaign.text.Description;
import campaignflows.campaign.text.OneLine;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a custom field by itself (rule D2); those that involve other fields, flows and values are FieldChangeService's.
 */
final class FieldRules {
    static final int MAX_FIELDS = 500;

    private static final int MAX_TITLE = 200;
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_VALUES = 1_000;
    private static final int MAX_VALUE = 200;

    private FieldRules() {}

    /**
     * The field that the draft asks for.
     *
     * @throws ProblemException 422, or 409 for the name of a system field
     */
    static DataField create(FieldDraft draft) {
        String name = FieldNames.requireAllowed(draft.name());
        FieldType type = required("type", draft.type());
        FieldLevel level = required("level", draft.level());
        boolean imported = draft.imported() == null || draft.imported();
        boolean mandatory = draft.required() != null && draft.required();
        refuseRequiredWithoutImport(imported, mandatory);
        return new DataField(
                name,
                draft.title() == null || Texts.isBlank(draft.title()) ? name : title(draft.title()),
                description(draft.description()),
                type,
                level,
                imported,
                mandatory,
                false,
                values(type, draft.values()));
    }

    /**
     * The field after the change. Import switched off takes Required with it.
     *
     * @throws ProblemException 422
     */
    static DataField patch(DataField field, FieldPatch patch) {
        if (patch.name() != null && !patch.name().equals(field.name())) {
            throw ProblemException.invalidField(
                    "name",
                    "The name of a field cannot be changed, since flows, files and programs name it: change the title, or add another field");
        }
        FieldType type = patch.type() == null ? field.type() : patch.type();
        boolean imported = patch.imported() == null ? field.imported() : patch.imported();
        boolean mandatory = patch.required() == null ? field.required() && imported : patch.required();
        refuseRequiredWithoutImport(imported, mandatory);
        return new DataField(
                field.name(),
                patch.title() == null ? field.title() : title(patch.title()),
                patch.description() == null ? field.description() : description(patch.description()),
                type,
                patch.level() == null ? field.level() : patch.level(),
                imported,
                mandatory,
                false,
                patch.values() == null && type == field.type() ? field.values() : values(type, patch.values()));
    }

    /** Whether values that fit the one definition might not fit the other. */
    static boolean narrows(FieldType fromType, List<String> from, FieldType toType, List<String> to) {
        return fromType != toType || !to.containsAll(from);
    }

    private static void refuseRequiredWithoutImport(boolean imported, boolean mandatory) {
        if (mandatory && !imported) {
            throw ProblemException.invalidField("required", "A field can be required only with import switched on");
        }
    }

    private static <T> T required(String property, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalidField(property, "Give the field a " + property);
        }
        return value;
    }

    private static String title(String text) {
        return OneLine.of(text, MAX_TITLE)
                .orElseThrow(() -> ProblemException.invalidField(
                        "title",
                        "Give a title of 1 to %d characters in one line, without control characters"
                                .formatted(MAX_TITLE)));
    }

    private static String description(@Nullable String text) {
        return Description.of(text, MAX_DESCRIPTION)
                .orElseThrow(() -> ProblemException.invalidField(
                        "description", "Use at most %,d characters".formatted(MAX_DESCRIPTION)));
    }

    private static List<String> values(FieldType type, @Nullable List<? extends @Nullable String> values) {
        List<? extends @Nullable String> given = values == null ? List.of() : values;
        if (type != FieldType.ENUMERATION) {
            if (!given.isEmpty()) {
                throw ProblemException.invalidField(
                        "values", "Only an enumeration has values, not a %s".formatted(WireName.of(type)));
            }
            return List.of();
        }
        if (given.isEmpty() || given.size() > MAX_VALUES) {
            throw ProblemException.invalidField(
                    "values", "Give an enumeration 1 to %,d allowed values".formatted(MAX_VALUES));
        }
        Set<String> checked = new LinkedHashSet<>();
        for (String value : given) {
            if (!checked.add(value(value))) {
                throw ProblemException.invalidField("values", "The value %s is there twice".formatted(value));
            }
        }
        return new ArrayList<>(checked);
    }

    /** Outer white space never counts in a value (platform/values), so one with it could never be given. */
    private static String value(@Nullable String text) {
        return OneLine.of(text, MAX_VALUE)
                .orElseThrow(() -> ProblemException.invalidField(
                        "values",
                        "Each value has 1 to %d characters in one line, without control characters"
                                .formatted(MAX_VALUE)));
    }
}
