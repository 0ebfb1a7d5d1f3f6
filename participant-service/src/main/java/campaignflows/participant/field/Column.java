package campaignflows.participant.field;

import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field for which values are parsed: whatever depends on the field alone is computed once, not per value.
 *
 * @param identifier set for the system fields that identify a customer
 */
public record Column(FieldDefinition field, @Nullable Identifier identifier, Set<String> allowedValues) {

    public static Column of(FieldDefinition field) {
        Identifier identifier = field.level() == FieldLevel.CUSTOMER && field.system()
                ? Identifier.ofFieldName(field.name()).orElse(null)
                : null;
        return new Column(field, identifier, new LinkedHashSet<>(field.values()));
    }

    public String name() {
        return field.name();
    }

    /** Whether the same text can mean a different value in a different time zone. */
    public boolean dependsOnZone() {
        return field.type() == FieldType.DATETIME || field.type() == FieldType.DATE;
    }

    public ParseResult read(String raw, ParseContext context) {
        if (identifier != null) {
            return identifier.parse(raw, context);
        }
        ParseContext own = field.type() == FieldType.ENUMERATION ? context.withAllowedValues(allowedValues) : context;
        return FieldParser.parse(field.type(), raw, own);
    }
}
