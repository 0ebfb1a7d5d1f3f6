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
 * A field as values are read for it: what depends on the field alone is worked out once, not per value.
 *
 * @param identifier set for the system fields that say who a customer is
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

    /** Whether the same text can mean another value in another time zone. */
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
