package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/** The records and interfaces that the scanner's schemas were made from. */
final class RecordClasses {
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

    private final List<ClassInfo> known;

    RecordClasses(IndexView index) {
        // An index of several may know a class twice.
        Map<DotName, ClassInfo> distinct = new LinkedHashMap<>();
        index.getKnownClasses().forEach(type -> distinct.put(type.name(), type));
        this.known = distinct.values().stream()
                .filter(type -> type.name().toString().startsWith("campaignflows."))
                .filter(type -> type.isRecord() || type.isInterface())
                .toList();
    }

    /** The class that the scanner made a schema from: it has that name and these properties. */
    Optional<ClassInfo> origin(String name, Schema schema) {
        List<ClassInfo> found = new ArrayList<>();
        for (ClassInfo type : known) {
            String own = nameOf(type);
            boolean named = own.equals(name)
                    || (name.startsWith(own) && name.substring(own.length()).matches("\\d+"))
                    || (name.startsWith(own) && !type.typeParameters().isEmpty());
            if (named
                    && (type.isRecord()
                            ? hasProperties(type, schema)
                            : type.isInterface() && ScannedSchemas.isNothing(schema))) {
                found.add(type);
            }
        }
        if (found.stream().anyMatch(type -> nameOf(type).equals(name))) {
            found.removeIf(type -> !nameOf(type).equals(name));
        }
        if (found.stream().anyMatch(RecordClasses::isNamed)) {
            found.removeIf(type -> !isNamed(type));
        }
        if (found.size() > 1
                && found.stream().map(RecordClasses::meaning).distinct().count() > 1) {
            throw new IllegalStateException(
                    "Expected one class for the schema %s, but there are %s: give them names by @Schema"
                            .formatted(name, found.stream().map(ClassInfo::name).toList()));
        }
        return found.stream().findFirst();
    }

    private static List<String> meaning(ClassInfo type) {
        return fields(type).stream()
                .map(field -> field.name() + " " + field.type() + " " + JavaTypes.isAlwaysWritten(field))
                .toList();
    }

    private static boolean hasProperties(ClassInfo type, Schema schema) {
        Set<String> own = new HashSet<>();
        fields(type).forEach(field -> own.add(JavaTypes.nameOf(field)));
        Set<String> described = schema.getProperties() == null
                ? Set.of()
                : schema.getProperties().keySet();
        return own.equals(described) || (described.isEmpty() && !own.isEmpty());
    }

    /** The components of a record, as they are declared. */
    static List<FieldInfo> fields(ClassInfo type) {
        return type.recordComponentsInDeclarationOrder().stream()
                .map(component -> type.field(component.name()))
                .filter(field -> field != null)
                .toList();
    }

    /** What its schema is called: as its annotation says, else as the class itself. */
    static String nameOf(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null ? type.simpleName() : name.asString();
    }

    /** Whether the class says what its schema is called; another that happens to be called so is not meant. */
    private static boolean isNamed(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        return schema != null && schema.value("name") != null;
    }
}
