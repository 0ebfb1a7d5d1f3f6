package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Completes the scanner's schemas from the records that they were made from: {@code @Nullable} is nullable, and what is always
 * written is required. So the document cannot differ from the code. Families of records that Jackson distinguishes by a property
 * become alternatives, which the scanner does not know.
 */
final class RecordSchemas {
    private static final DotName TYPE_INFO = DotName.createSimple("com.fasterxml.jackson.annotation.JsonTypeInfo");
    private static final DotName SUB_TYPES = DotName.createSimple("com.fasterxml.jackson.annotation.JsonSubTypes");
    private static final String REFERENCE = "#/components/schemas/";

    private final IndexView index;
    private final RecordClasses classes;
    private final Components components;
    private final Map<DotName, String> names = new HashMap<>();
    private final Map<String, Set<String>> needed = new HashMap<>();
    private final Map<String, Set<String>> omitted = new HashMap<>();

    RecordSchemas(IndexView index, Components components) {
        this.index = index;
        this.classes = new RecordClasses(index);
        this.components = components;
    }

    /** Completes every schema that there is, and adds those that these need. */
    void complete() {
        Map<String, ClassInfo> origins = new LinkedHashMap<>();
        components
                .getSchemas()
                .forEach((name, schema) -> classes.origin(name, schema).ifPresent(type -> {
                    origins.put(name, type);
                    names.put(type.name(), name);
                }));
        origins.forEach((name, type) -> {
            if (type.isRecord()) {
                completeRecord(name, present(name), type);
            } else if (isFamily(type)) {
                family(name, type);
            } else {
                alternatives(name, type);
            }
        });
    }

    /** An interface of which the scanner sees only the name: one of the records that implement it. */
    private void alternatives(String name, ClassInfo type) {
        List<Schema> alternatives = new ArrayList<>();
        for (ClassInfo implementation : index.getKnownDirectImplementations(type.name())) {
            if (implementation.isRecord()) {
                named(implementation).ifPresent(alternatives::add);
            }
        }
        Schema schema = present(name);
        if (!alternatives.isEmpty() && ScannedSchemas.isNothing(schema)) {
            alternatives.sort(Comparator.comparing(Schema::getRef));
            schema.setType(null);
            // Where little is given, it may be of several.
            schema.setAnyOf(alternatives);
        }
    }

    /** The properties of a schema without which a request is refused; empty if that is not known. */
    Optional<Set<String>> needed(String schema) {
        return Optional.ofNullable(needed.get(schema));
    }

    /** The properties of a schema that a response leaves out rather than say null; a request may say it. */
    Set<String> omitted(String schema) {
        return omitted.getOrDefault(schema, Set.of());
    }

    /** Notes the properties without which a request is refused. */
    void need(String schema, Set<String> properties) {
        needed.put(schema, properties);
    }

    /**
     * A reference to the schema of a class, which is made if there is none.
     *
     * @param name of the schema, if it is made
     */
    Schema reference(DotName type, String name) {
        ClassInfo known = index.getClassByName(type);
        if (known == null) {
            throw new IllegalStateException("Expected " + type + " in the index, but it is not there");
        }
        return named(known, name).orElseGet(JavaTypes::anything);
    }

    /** An object with the components of a record, without a name. */
    Schema object(String name, ClassInfo type) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (FieldInfo field : RecordClasses.fields(type)) {
            schema.addProperty(JavaTypes.nameOf(field), schemaOf(field.type()));
        }
        completeRecord(name, schema, type);
        return schema;
    }

    private Schema schemaOf(Type type) {
        return JavaTypes.schema(
                type, name -> Optional.ofNullable(index.getClassByName(name)).flatMap(this::named));
    }

    private Optional<Schema> named(ClassInfo type) {
        DotName enclosing = type.enclosingClass();
        return named(type, (enclosing == null ? "" : enclosing.withoutPackagePrefix()) + RecordClasses.nameOf(type));
    }

    private Optional<Schema> named(ClassInfo type, String wanted) {
        String name = names.get(type.name());
        if (name == null) {
            String plain = wanted.replace("$", "").replace(".", "");
            name = free(plain);
            if (type.isEnum()) {
                Schema constants = constants(type);
                // The scanner calls a nested class by its own name alone.
                for (String scanned : List.of(plain, RecordClasses.nameOf(type))) {
                    if (ScannedSchemas.isSame(components.getSchemas().get(scanned), constants)) {
                        name = scanned;
                    }
                }
                names.put(type.name(), name);
                components.addSchema(name, constants);
            } else if (type.isRecord()) {
                names.put(type.name(), name);
                components.addSchema(name, OASFactory.createSchema());
                components.addSchema(name, object(name, type));
            } else if (isFamily(type)) {
                names.put(type.name(), name);
                components.addSchema(name, OASFactory.createSchema());
                family(name, type);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(OASFactory.createSchema().ref(REFERENCE + name));
    }

    /** A schema that is known to be there. */
    Schema present(String name) {
        return Objects.requireNonNull(components.getSchemas().get(name), name);
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; components.getSchemas().containsKey(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private static Schema constants(ClassInfo type) {
        List<Object> values = new ArrayList<>();
        type.enumConstants().forEach(constant -> values.add(constant.name().toLowerCase(Locale.ROOT)));
        return OASFactory.createSchema().addType(SchemaType.STRING).enumeration(values);
    }

    private void completeRecord(String name, Schema schema, ClassInfo type) {
        Set<String> required =
                new LinkedHashSet<>(Optional.ofNullable(schema.getRequired()).orElse(List.of()));
        Set<String> explicit = Set.copyOf(required);
        Set<String> asked = new LinkedHashSet<>(explicit);
        Set<String> leftOut = new LinkedHashSet<>();
        for (FieldInfo field : RecordClasses.fields(type)) {
            String property = JavaTypes.nameOf(field);
            Schema described = schema.getProperties() == null
                    ? null
                    : schema.getProperties().get(property);
            if (described == null) {
                continue;
            }
            boolean nullable = JavaTypes.isNullable(field.type());
            if (JavaTypes.isAlwaysWritten(field)) {
                required.add(property);
            }
            if (!nullable) {
                asked.add(property);
            }
            Schema completed = completed(ScannedSchemas.inline(described, field.type()), field.type());
            boolean written = JavaTypes.isAlwaysWritten(field);
            if (nullable && !written && !explicit.contains(property)) {
                leftOut.add(property);
            }
            schema.addProperty(
                    property,
                    nullable && written && !explicit.contains(property) ? Nullability.of(completed) : completed);
        }
        schema.setRequired(required.isEmpty() ? null : List.copyOf(required));
        if (RecordClasses.fields(type).isEmpty()) {
            schema.setAdditionalPropertiesBoolean(false);
        }
        needed.put(name, asked);
        omitted.put(name, leftOut);
    }

    /** What the scanner does not see within containers, and what it takes for an object without properties. */
    private Schema completed(Schema schema, Type type) {
        if (JavaTypes.isAnything(type)) {
            return ScannedSchemas.isNothing(schema) || ScannedSchemas.isListOfNothing(schema)
                    ? JavaTypes.anything().description(orElse(schema.getDescription(), "Any JSON value"))
                    : schema;
        }
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            Type last = type.asParameterizedType().arguments().getLast();
            if (schema.getItems() != null) {
                schema.setItems(element(schema.getItems(), last));
            } else if (schema.getAdditionalPropertiesSchema() != null) {
                schema.setAdditionalPropertiesSchema(element(schema.getAdditionalPropertiesSchema(), last));
            } else if (type.name().toString().equals("java.util.Map")) {
                schema.setAdditionalPropertiesSchema(schemaOf(last));
            }
        } else if (ScannedSchemas.isNothing(schema)) {
            ClassInfo known = index.getClassByName(type.name());
            return known == null ? schema : named(known).orElse(schema);
        }
        return schema;
    }

    private Schema element(Schema schema, Type type) {
        Schema completed = completed(schema, type);
        return JavaTypes.isNullable(type) ? Nullability.of(completed) : completed;
    }

    private static boolean isFamily(ClassInfo type) {
        return type.isInterface()
                && type.declaredAnnotation(TYPE_INFO) != null
                && type.declaredAnnotation(SUB_TYPES) != null;
    }

    /** One alternative per subtype, each with the property that distinguishes it. */
    private void family(String name, ClassInfo type) {
        AnnotationValue property = type.declaredAnnotation(TYPE_INFO).value("property");
        String tag = property == null ? "@type" : property.asString();
        Schema union = present(name);
        union.setType(null);
        union.setProperties(null);
        List<Schema> alternatives = new ArrayList<>();
        var discriminator = OASFactory.createDiscriminator().propertyName(tag);
        for (AnnotationInstance member :
                type.declaredAnnotation(SUB_TYPES).value().asNestedArray()) {
            String value = member.value("name").asString();
            ClassInfo subtype = index.getClassByName(member.value().asClass().name());
            String subName = name + JavaTypes.camelCase(value.toUpperCase(Locale.ROOT));
            components.addSchema(subName, tagged(subName, tag, value, subtype));
            alternatives.add(OASFactory.createSchema().ref(REFERENCE + subName));
            discriminator.addMapping(value, REFERENCE + subName);
        }
        union.setOneOf(alternatives);
        union.setDiscriminator(discriminator);
    }

    private Schema tagged(String name, String tag, String value, ClassInfo subtype) {
        Schema whole = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty(
                        tag,
                        OASFactory.createSchema().addType(SchemaType.STRING).enumeration(List.of(value)));
        Schema own = object(name, subtype);
        if (own.getProperties() != null) {
            own.getProperties().forEach(whole::addProperty);
        }
        List<String> required = new ArrayList<>(List.of(tag));
        required.addAll(Optional.ofNullable(own.getRequired()).orElse(List.of()));
        whole.setRequired(required);
        Set<String> asked = new LinkedHashSet<>(Set.of(tag));
        asked.addAll(needed.getOrDefault(name, Set.of()));
        needed.put(name, asked);
        return whole;
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
