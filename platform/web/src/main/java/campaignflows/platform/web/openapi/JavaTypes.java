package campaignflows.platform.web.openapi;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** The wire form of Java's types and names (the dialect of {@code contracts.Json}). */
final class JavaTypes {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");

    private JavaTypes() {}

    static boolean isNullable(Type type) {
        return type.hasAnnotation(NULLABLE);
    }

    /** The name of a record's component in JSON. */
    static String nameOf(FieldInfo field) {
        AnnotationInstance renamed = field.annotation(JSON_PROPERTY);
        AnnotationValue value = renamed == null ? null : renamed.value();
        return value == null || value.asString().isEmpty() ? snakeCase(field.name()) : value.asString();
    }

    /** Whether the component is in every response, because null is written too or it never is null. */
    static boolean isAlwaysWritten(FieldInfo field) {
        AnnotationInstance own = field.annotation(JSON_INCLUDE);
        AnnotationInstance ofClass = field.declaringClass().declaredAnnotation(JSON_INCLUDE);
        AnnotationInstance counts = own == null ? ofClass : own;
        String inclusion = counts == null || counts.value() == null
                ? "ALWAYS"
                : counts.value().asEnum();
        return switch (inclusion) {
            case "ALWAYS" -> true;
            case "NON_NULL", "NON_ABSENT" -> !isNullable(field.type());
            default -> false;
        };
    }

    static String snakeCase(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c) && !text.isEmpty()) {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }

    /** A constant's name as the name of a class: {@code FIELD_CHECK} is FieldCheck. */
    static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String part : constant.split("_")) {
            text.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /**
     * The schema of a type.
     *
     * @param named gives the schema of a class of ours; empty if it is none that is known
     */
    static Schema schema(Type type, Function<DotName, Optional<Schema>> named) {
        Schema schema = switch (type.kind()) {
            case PRIMITIVE -> primitive(type.name().toString());
            case PARAMETERIZED_TYPE -> container(type, named);
            default ->
                simple(type.name().toString())
                        .or(() -> named.apply(type.name()))
                        .orElseGet(JavaTypes::anything);
        };
        return isNullable(type) ? Nullability.of(schema) : schema;
    }

    private static Schema container(Type type, Function<DotName, Optional<Schema>> named) {
        var arguments = type.asParameterizedType().arguments();
        return switch (type.name().toString()) {
            case "java.util.List", "java.util.Set", "java.util.Collection" ->
                of(SchemaType.ARRAY, null).items(schema(arguments.getFirst(), named));
            case "java.util.Map" ->
                of(SchemaType.OBJECT, null).additionalPropertiesSchema(schema(arguments.getLast(), named));
            default -> anything();
        };
    }

    private static Schema primitive(String name) {
        return switch (name) {
            case "boolean" -> of(SchemaType.BOOLEAN, null);
            case "double", "float" -> of(SchemaType.NUMBER, "double");
            case "long" -> of(SchemaType.INTEGER, "int64");
            default -> of(SchemaType.INTEGER, "int32");
        };
    }

    /** Texts, numbers and the like; empty for everything else. */
    static Optional<Schema> simple(String name) {
        return switch (name) {
            case "java.lang.String" -> Optional.of(of(SchemaType.STRING, null));
            case "java.util.UUID" -> Optional.of(of(SchemaType.STRING, "uuid"));
            case "java.time.Instant" -> Optional.of(of(SchemaType.STRING, "date-time"));
            case "java.time.LocalDate" -> Optional.of(of(SchemaType.STRING, "date"));
            case "java.time.LocalTime" ->
                Optional.of(of(SchemaType.STRING, null).pattern("^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"));
            case "java.time.Duration" -> Optional.of(of(SchemaType.STRING, "duration"));
            case "java.lang.Boolean" -> Optional.of(primitive("boolean"));
            case "java.lang.Integer" -> Optional.of(primitive("int"));
            case "java.lang.Long" -> Optional.of(primitive("long"));
            case "java.lang.Double", "java.math.BigDecimal" -> Optional.of(of(SchemaType.NUMBER, null));
            default -> Optional.empty();
        };
    }

    static Schema anything() {
        return OASFactory.createSchema().description("Any JSON value");
    }

    static boolean isAnything(Type type) {
        String name = type.name().toString();
        return name.equals("com.fasterxml.jackson.databind.JsonNode") || name.equals("java.lang.Object");
    }

    private static Schema of(SchemaType type, @Nullable String format) {
        Schema schema = OASFactory.createSchema().addType(type);
        return format == null ? schema : schema.format(format);
    }
}
