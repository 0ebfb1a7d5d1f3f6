package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Traverses schemas and their parts. */
final class Schemas {
    private static final String REFERENCE = "#/components/schemas/";

    private Schemas() {}

    /** Everything that a schema directly consists of. */
    static List<Schema> parts(Schema schema) {
        List<Schema> parts = new ArrayList<>();
        addAll(
                parts,
                schema.getProperties() == null ? null : schema.getProperties().values());
        addAll(parts, schema.getAnyOf());
        addAll(parts, schema.getOneOf());
        addAll(parts, schema.getAllOf());
        if (schema.getItems() != null) {
            parts.add(schema.getItems());
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            parts.add(schema.getAdditionalPropertiesSchema());
        }
        return parts;
    }

    private static void addAll(List<Schema> parts, @Nullable Iterable<Schema> more) {
        if (more != null) {
            more.forEach(parts::add);
        }
    }

    /** Does something with a schema and all that it consists of, but for what it refers to. */
    static void visit(Schema schema, Consumer<Schema> visitor) {
        visitor.accept(schema);
        parts(schema).forEach(part -> visit(part, visitor));
    }

    /** Adds the names of all schemas that one refers to, also by others. */
    static void references(Schema schema, Map<String, Schema> schemas, Set<String> found) {
        String reference = schema.getRef();
        if (reference != null && reference.startsWith(REFERENCE)) {
            String name = reference.substring(REFERENCE.length());
            Schema target = schemas.get(name);
            if (found.add(name) && target != null) {
                references(target, schemas, found);
            }
        }
        parts(schema).forEach(part -> references(part, schemas, found));
    }

    /** Lets all references in a schema lead to other names. */
    static void rename(Schema schema, Map<String, String> names) {
        visit(schema, part -> {
            if (part.getRef() != null) {
                part.setRef(renamed(part.getRef(), names));
            }
            if (part.getDiscriminator() != null && part.getDiscriminator().getMapping() != null) {
                Map<String, String> mapping = new LinkedHashMap<>();
                part.getDiscriminator().getMapping().forEach((key, to) -> mapping.put(key, renamed(to, names)));
                part.setDiscriminator(OASFactory.createDiscriminator()
                        .propertyName(part.getDiscriminator().getPropertyName())
                        .mapping(mapping));
            }
        });
    }

    private static String renamed(String reference, Map<String, String> names) {
        String name = reference.startsWith(REFERENCE) ? reference.substring(REFERENCE.length()) : reference;
        return names.containsKey(name) ? REFERENCE + names.get(name) : reference;
    }

    /** A copy of which nothing is shared that is changed here. */
    static Schema copy(Schema schema) {
        Schema copy = OASFactory.createSchema();
        if (schema.getRef() != null) {
            return copy.ref(schema.getRef());
        }
        copy.setType(schema.getType() == null ? null : List.copyOf(schema.getType()));
        copy.setFormat(schema.getFormat());
        copy.setPattern(schema.getPattern());
        copy.setDescription(schema.getDescription());
        copy.setTitle(schema.getTitle());
        copy.setEnumeration(schema.getEnumeration());
        copy.setMinimum(schema.getMinimum());
        copy.setMaximum(schema.getMaximum());
        copy.setMinLength(schema.getMinLength());
        copy.setMaxLength(schema.getMaxLength());
        copy.setMinItems(schema.getMinItems());
        copy.setMaxItems(schema.getMaxItems());
        copy.setMaxProperties(schema.getMaxProperties());
        copy.setDefaultValue(schema.getDefaultValue());
        copy.setExamples(schema.getExamples());
        copy.setDiscriminator(schema.getDiscriminator());
        copy.setRequired(schema.getRequired());
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, part) -> copy.addProperty(name, copy(part)));
        }
        copy.setAnyOf(copies(schema.getAnyOf()));
        copy.setOneOf(copies(schema.getOneOf()));
        copy.setAllOf(copies(schema.getAllOf()));
        if (schema.getItems() != null) {
            copy.setItems(copy(schema.getItems()));
        }
        if (schema.getAdditionalPropertiesBoolean() != null) {
            copy.setAdditionalPropertiesBoolean(schema.getAdditionalPropertiesBoolean());
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            copy.setAdditionalPropertiesSchema(copy(schema.getAdditionalPropertiesSchema()));
        }
        return copy;
    }

    private static @Nullable List<Schema> copies(@Nullable List<Schema> schemas) {
        return schemas == null ? null : schemas.stream().map(Schemas::copy).toList();
    }
}
