package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.values.ShownText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads required settings, and bounds the texts of a walk's record. */
final class Settings {
    private static final int MAX_MESSAGE_LENGTH = 2_000;
    private static final int MAX_TEXT_LENGTH = 200;

    private Settings() {}

    /** The node's settings as those of its kind. */
    static <S extends NodeSettings> S of(Node node, Class<S> kind) {
        if (!kind.isInstance(node.settings())) {
            throw new InvalidSettingException("The node has the settings of another kind");
        }
        return kind.cast(node.settings());
    }

    static <T> T required(@Nullable T value, String setting) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new InvalidSettingException("Fill in required fields for: " + setting);
        }
        return value;
    }

    /** A text short enough for a walk's record. */
    static String shortened(String text) {
        return ShownText.shortened(text, MAX_TEXT_LENGTH);
    }

    /** One message of a step for all that went wrong in it; null if nothing did. */
    static @Nullable String message(List<String> problems) {
        return problems.isEmpty() ? null : ShownText.shortened(String.join("; ", problems), MAX_MESSAGE_LENGTH);
    }
}
