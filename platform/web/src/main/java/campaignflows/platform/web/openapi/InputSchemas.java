package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Separates what must be sent from what is always returned: a response has all its properties, while a request may leave out
 * those that may be null. A schema that is used for both gets a second one for requests, with {@code Input} after its name.
 */
final class InputSchemas {
    private static final String REFERENCE = "#/components/schemas/";

    private final OpenAPI document;
    private final RecordSchemas records;
    private final Map<String, Schema> schemas;
    private final Map<String, String> renamed = new HashMap<>();

    InputSchemas(OpenAPI document, RecordSchemas records) {
        this.document = document;
        this.records = records;
        this.schemas = document.getComponents().getSchemas();
    }

    void separate() {
        Set<String> sent = new LinkedHashSet<>();
        Set<String> answered = new LinkedHashSet<>();
        List<Schema> bodies = new ArrayList<>();
        for (Operation operation : OperationNames.all(document.getPaths())) {
            if (operation.getRequestBody() != null) {
                roots(operation.getRequestBody().getContent(), bodies);
            }
            List<Schema> answers = new ArrayList<>();
            operation.getResponses().getAPIResponses().values().forEach(answer -> roots(answer.getContent(), answers));
            answers.forEach(answer -> Schemas.references(answer, schemas, answered));
        }
        bodies.forEach(body -> Schemas.references(body, schemas, sent));
        for (String name : sent) {
            if (answered.contains(name) && differs(name, sent)) {
                renamed.put(name, name + "Input");
            }
        }
        for (String name : Set.copyOf(sent)) {
            Schema schema = schemas.get(name);
            if (schema == null) {
                continue;
            }
            if (renamed.containsKey(name)) {
                Schema copy = Schemas.copy(schema);
                askOnlyForWhatIsNeeded(name, copy);
                document.getComponents().addSchema(name + "Input", copy);
            } else if (!answered.contains(name)) {
                askOnlyForWhatIsNeeded(name, schema);
            }
        }
        for (String name : sent) {
            Schema own = document.getComponents().getSchemas().get(renamed.getOrDefault(name, name));
            if (own != null && (renamed.containsKey(name) || !answered.contains(name))) {
                Schemas.rename(own, renamed);
            }
        }
        bodies.forEach(body -> Schemas.rename(body, renamed));
    }

    /** Whether a request may leave something out, here or in what is referred to. */
    private boolean differs(String name, Set<String> sent) {
        Set<String> all = new LinkedHashSet<>();
        Schemas.references(OASFactory.createSchema().ref(REFERENCE + name), schemas, all);
        return all.stream().anyMatch(used -> {
            Schema schema = schemas.get(used);
            return schema != null
                    && (!records.omitted(used).isEmpty()
                            || records.needed(used)
                                    .map(needed ->
                                            schema.getRequired() != null && !needed.containsAll(schema.getRequired()))
                                    .orElse(false));
        });
    }

    private void askOnlyForWhatIsNeeded(String name, Schema schema) {
        records.needed(name).ifPresent(needed -> schema.setRequired(needed.isEmpty() ? null : List.copyOf(needed)));
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            for (String omitted : records.omitted(name)) {
                Schema property = properties.get(omitted);
                if (property != null) {
                    schema.addProperty(omitted, Nullability.of(Schemas.copy(property)));
                }
            }
        }
    }

    private static void roots(@Nullable Content content, List<Schema> roots) {
        if (content != null) {
            content.getMediaTypes().values().forEach(type -> {
                if (type.getSchema() != null) {
                    roots.add(type.getSchema());
                }
            });
        }
    }
}
