package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the values in a node's settings. */
final class SettingValues {
    private SettingValues() {}

    /** Every value in the settings, wherever it stands. */
    static List<ValueSource> of(NodeSettings settings) {
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
            case NodeSettings.Unreadable unreadable -> values.addAll(of(unreadable.readable()));
        }
        return values;
    }

    private static void addIfGiven(List<ValueSource> values, @Nullable ValueSource value) {
        if (value != null) {
            values.add(value);
        }
    }
}
