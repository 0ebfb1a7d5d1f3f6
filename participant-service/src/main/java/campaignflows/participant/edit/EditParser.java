package campaignflows.participant.edit;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.field.Column;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.json.ScalarText;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and validates an edit as an import would read it, but that null clears and fields without Import may be given. */
public final class EditParser {
    private static final String TIMEZONE = "timezone";

    private final Function<String, Optional<FieldDefinition>> fields;
    private final String unknownField;
    private final ParseContext tenant;

    /**
     * A parser of edits.
     *
     * @param fields       the field of a name
     * @param unknownField the message for a name without a field
     */
    public EditParser(Function<String, Optional<FieldDefinition>> fields, String unknownField, ParseContext tenant) {
        this.fields = fields;
        this.unknownField = unknownField;
        this.tenant = tenant;
    }

    /**
     * One value to be set, or cleared if it is null.
     *
     * @param alternateForm the other form under which its owner may be stored, see {@link Identifier#withoutRegion}
     */
    public record Change(
            Column column, @Nullable String value, @Nullable String alternateForm) {
        static Change to(Column column, String raw, String canonical) {
            Identifier identifier = column.identifier();
            return new Change(
                    column,
                    canonical,
                    identifier == null
                            ? null
                            : identifier.withoutRegion(raw, canonical).orElse(null));
        }
    }

    /**
     * The changes of an edit.
     *
     * @param zone the zone that the participant will have; null if the tenant's applies
     * @throws ProblemException 422 with everything that is wrong
     */
    public List<Change> parse(Map<String, JsonNode> attributes, @Nullable String zone) {
        ParseContext context = zone == null ? tenant : tenant.withZone(Zones.parse(zone));
        List<Change> changes = new ArrayList<>();
        List<ProblemError> errors = new ArrayList<>();
        attributes.forEach((name, json) -> read(name, json, context, changes, errors));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("%d of the values cannot be stored".formatted(errors.size()))
                    .withErrors(errors);
        }
        // Writing the result sets its time; if a time is given as well, that one counts.
        changes.sort(Comparator.comparing(EditParser::isResultAt));
        return changes;
    }

    private static boolean isResultAt(Change change) {
        FieldDefinition field = change.column().field();
        return field.level() == FieldLevel.PARTICIPANT && field.name().equals(UnsavedParticipant.RESULT_AT_FIELD);
    }

    /** The new time zone: null clears it. */
    public static @Nullable String timezone(JsonNode json) {
        Optional<String> text = ScalarText.of(TIMEZONE, json).filter(zone -> !FieldParser.isEmpty(zone));
        try {
            return text.map(zone -> Zones.parse(zone).getId()).orElse(null);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidField(TIMEZONE, String.valueOf(e.getMessage()));
        }
    }

    private void read(
            String name, JsonNode json, ParseContext context, List<Change> changes, List<ProblemError> errors) {
        FieldDefinition field = fields.apply(name).orElse(null);
        if (field == null) {
            errors.add(ProblemError.ofField(name, unknownField));
            return;
        }
        Optional<String> text = ScalarText.of(name, json);
        if (text.isEmpty()) {
            if (field.required()) {
                errors.add(ProblemError.ofField(name, "The field is required: give a value instead of clearing it"));
            } else {
                changes.add(new Change(Column.of(field), null, null));
            }
            return;
        }
        if (FieldParser.isEmpty(text.get())) {
            return;
        }
        Column column = Column.of(field);
        switch (column.read(text.get(), context)) {
            case ParseResult.Invalid invalid -> errors.add(ProblemError.ofField(name, invalid.message()));
            case ParseResult.Parsed parsed ->
                changes.add(Change.to(column, text.get(), parsed.value().canonical()));
        }
    }
}
