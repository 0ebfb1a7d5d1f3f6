package campaignflows.platform.web.openapi;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** What the scanner makes of types that it does not understand. */
final class ScannedSchemas {
    private ScannedSchemas() {}

    /** An object of which nothing is known. */
    static boolean isNothing(Schema schema) {
        return schema.getRef() == null
                && (schema.getProperties() == null || schema.getProperties().isEmpty())
                && schema.getAdditionalPropertiesSchema() == null
                && schema.getItems() == null
                && schema.getOneOf() == null
                && schema.getAnyOf() == null
                && (schema.getType() == null || schema.getType().equals(List.of(SchemaType.OBJECT)));
    }

    /** What it takes a JSON value for that may be null: it can be iterated. */
    static boolean isListOfNothing(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.ARRAY) && schema.getItems() == null;
    }

    /** Whether the scanner's schema, which has Java's names, is of the same enumeration. */
    static boolean isSame(@Nullable Schema scanned, Schema constants) {
        return scanned != null
                && scanned.getEnumeration() != null
                && scanned.getEnumeration().stream()
                        .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
                        .toList()
                        .equals(constants.getEnumeration());
    }

    /** Texts and numbers are said where they are, not by a name such as UUID. */
    static Schema inline(Schema schema, Type type) {
        if (schema.getRef() == null || type.kind() != Type.Kind.CLASS) {
            return schema;
        }
        return JavaTypes.simple(type.name().toString())
                .map(simple -> simple.description(schema.getDescription()))
                .orElse(schema);
    }
}
