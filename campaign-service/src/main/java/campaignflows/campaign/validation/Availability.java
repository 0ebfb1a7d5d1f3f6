package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.flow.When;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is part of the product but not available yet. Such a flow is not even saved, so that nobody builds on what
 * would never be walked.
 */
public final class Availability {
    private Availability() {}

    public static List<Finding> check(Flow flow) {
        Findings findings = new Findings(flow.id());
        for (Node node : flow.nodes()) {
            String name = DisplayName.of(node);
            if (!node.type().isBuilt()) {
                findings.error(
                        node,
                        FindingCode.NOT_AVAILABLE,
                        "%s: Nodes of the kind %s are not available yet".formatted(name, DisplayName.of(node.type())));
            }
            if (scheduleOf(node.settings()) instanceof When when && when.window() != null) {
                findings.error(
                        node,
                        FindingCode.NOT_AVAILABLE,
                        "%s: Allowed windows of time are not available yet".formatted(name));
            }
        }
        return findings.toList();
    }

    private static @Nullable When scheduleOf(NodeSettings settings) {
        return settings instanceof NodeSettings.Communication communication ? communication.when() : null;
    }

    /** Every value in the settings, wherever it stands. */
    static List<ValueSource> valuesOf(NodeSettings settings) {
        List<ValueSource> values = new ArrayList<>();
        switch (settings) {
            case NodeSettings.FieldCheck check -> addIfGiven(values, check.value());
            case NodeSettings.UpdateField update -> {
                if (update.updates() != null) {
                    update.updates().forEach(one -> addIfGiven(values, one.value()));
                }
            }
            case NodeSettings.Communication communication -> {
                if (communication.parameters() != null) {
                    communication.parameters().values().forEach(value -> addIfGiven(values, value));
                }
                if (communication.template() != null && communication.template().variables() != null) {
                    communication.template().variables().forEach(value -> addIfGiven(values, value));
                }
            }
            case NodeSettings.None none -> {}
            case NodeSettings.ToAnotherFlow other -> {}
            case NodeSettings.PythonAction action -> {}
        }
        return values;
    }

    private static void addIfGiven(List<ValueSource> values, @Nullable ValueSource value) {
        if (value != null) {
            values.add(value);
        }
    }
}
