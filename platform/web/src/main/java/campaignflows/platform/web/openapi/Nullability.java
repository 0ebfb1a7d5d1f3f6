package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** Marks a schema as nullable. */
final class Nullability {
    private Nullability() {}

    /** The same schema, or one around it, that allows null. */
    static Schema of(Schema schema) {
        if (isNullable(schema) || isAnything(schema)) {
            return schema;
        }
        if (schema.getRef() != null) {
            Schema reference = OASFactory.createSchema().ref(schema.getRef());
            return OASFactory.createSchema()
                    .description(schema.getDescription())
                    .anyOf(List.of(reference, OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        if (schema.getAnyOf() != null || schema.getOneOf() != null || schema.getAllOf() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        schema.addType(SchemaType.NULL);
        List<Object> values = schema.getEnumeration();
        if (values != null) {
            List<@Nullable Object> more = new ArrayList<>(values);
            more.add(null);
            @SuppressWarnings({"unchecked", "NullAway"})
            List<Object> all = (List<Object>) (List<?>) more;
            schema.setEnumeration(all);
        }
        return schema;
    }

    static boolean isNullable(Schema schema) {
        return (schema.getType() != null && schema.getType().contains(SchemaType.NULL))
                || (schema.getAnyOf() != null && schema.getAnyOf().stream().anyMatch(Nullability::isNullable));
    }

    private static boolean isAnything(Schema schema) {
        return schema.getType() == null
                && schema.getRef() == null
                && schema.getAnyOf() == null
                && schema.getOneOf() == null
                && schema.getAllOf() == null;
    }
}
