package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.flow.When;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Determines whether a flow uses a field anywhere: as a property, a target, a value, in a schedule or in a template. */
public final class FieldUse {
    private FieldUse() {}

    /**
     * Whether the flow uses the field.
     *
     * @param reference {@code level.name}
     */
    public static boolean isUsed(Flow flow, String reference) {
        return flow.nodes().stream()
                .anyMatch(node -> references(node).contains(reference)
                        || isUsedByCode(node, reference)
                        || texts(node)
                                .anyMatch(text -> TemplateReferences.of(text).contains(reference)));
    }

    private static List<String> references(Node node) {
        List<String> references = new ArrayList<>();
        for (ValueSource value : SettingValues.of(node.settings())) {
            switch (value) {
                case ValueSource.Field field -> addIfGiven(references, field.field());
                case ValueSource.RelativeDate date -> addIfGiven(references, date.field());
                case ValueSource.Literal literal -> {}
                case ValueSource.Expression expression -> {}
            }
        }
        switch (node.settings()) {
            case NodeSettings.FieldCheck check -> addIfGiven(references, check.property());
            case NodeSettings.UpdateField update -> {
                if (update.updates() != null) {
                    update.updates().forEach(one -> addIfGiven(references, one.field()));
                }
            }
            case NodeSettings.Communication communication -> {
                if (communication.when() != null && communication.when().base() instanceof When.Field field) {
                    addIfGiven(references, field.field());
                }
            }
            case NodeSettings.None none -> {}
            case NodeSettings.ToAnotherFlow other -> {}
            case NodeSettings.PythonAction action -> {}
            // Activation refuses it, and only the fields of active flows are protected.
            case NodeSettings.Unreadable unreadable -> {}
        }
        return references;
    }

    private static boolean isUsedByCode(Node node, String reference) {
        if (node.settings() instanceof NodeSettings.PythonAction(String script)) {
            return script != null && CodeNames.usesInScript(script, reference);
        }
        Stream<String> codes = Stream.concat(
                SettingValues.of(node.settings()).stream()
                        .flatMap(value -> value instanceof ValueSource.Expression(String code) && code != null
                                ? Stream.of(code)
                                : Stream.empty()),
                node.settings() instanceof NodeSettings.Communication communication
                                && communication.when() != null
                                && communication.when().base() instanceof When.Expression(String code)
                                && code != null
                        ? Stream.of(code)
                        : Stream.empty());
        return codes.anyMatch(code -> CodeNames.uses(code, reference));
    }

    private static Stream<String> texts(Node node) {
        return node.settings() instanceof NodeSettings.Communication communication
                ? Stream.of(communication.subject(), communication.body())
                        .flatMap(text -> text == null ? Stream.empty() : Stream.of(text))
                : Stream.empty();
    }

    private static void addIfGiven(List<String> references, @Nullable String reference) {
        if (reference != null) {
            references.add(reference);
        }
    }
}
