package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import org.jspecify.annotations.Nullable;

/** Reads settings that must be there. */
final class Settings {
    /** The longest message of a step. */
    static final int MESSAGE_LENGTH = 2_000;

    private static final int SHOWN_LENGTH = 200;

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
    static String shown(String text) {
        return shown(text, SHOWN_LENGTH);
    }

    static String shown(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
