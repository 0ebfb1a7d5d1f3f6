package campaignflows.platform.contracts.flow;

import campaignflows.platform.values.Operator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The configuration of a node. Null and empty mean "not filled in yet"; activation refuses them where needed. */
public sealed interface NodeSettings {

    /** Of triggers and of Cancel Communications: nothing to fill in. */
    record None() implements NodeSettings {}

    /**
     * Of Field Check.
     *
     * @param property {@code customer.<name>}, {@code participant.<name>} or {@code communication.<result>}
     * @param value    null for operators that need none
     */
    record FieldCheck(
            @Nullable String property,
            @Nullable Operator operator,
            @Nullable ValueSource value) implements NodeSettings {}

    /**
     * Of the communication actions.
     *
     * @param parameters passed to the conversation, by name
     * @param subject    of an email with a message agent: a template
     * @param body       of an email or a Telegram message with a message agent: a template
     * @param template   of WhatsApp with a message agent
     */
    record Communication(
            @Nullable String communicationName,
            @Nullable UUID agentId,
            @Nullable UUID channelId,
            @Nullable When when,
            @Nullable Map<String, ValueSource> parameters,
            @Nullable String subject,
            @Nullable String body,
            @Nullable Template template)
            implements NodeSettings {}

    /** An approved WhatsApp template and the values of its variables, in their order. */
    record Template(
            @Nullable String name,
            @Nullable String language,
            @Nullable List<ValueSource> variables) {}

    /** Of Update Field: the updates in the order in which they are made. */
    record UpdateField(@Nullable List<Update> updates) implements NodeSettings {}

    /**
     * One update.
     *
     * @param field {@code customer.<name>} or {@code participant.<name>}
     * @param value a literal null clears the field
     */
    record Update(@Nullable String field, @Nullable ValueSource value) {}

    /** Of To Another Flow. */
    record ToAnotherFlow(@Nullable UUID flowId) implements NodeSettings {}

    /** Of the Python Custom Action. */
    record PythonAction(@Nullable String script) implements NodeSettings {}

    /**
     * Of a draft that contains a value of the wrong kind: kept and returned as they were sent (rule W3), refused by
     * activation. An active flow has none.
     *
     * @param json     as people sent them
     * @param readable the part of them that can be read
     * @param problems with the values that cannot; at least one
     */
    record Unreadable(@JsonValue JsonNode json, NodeSettings readable, List<Problem> problems) implements NodeSettings {
        public Unreadable {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("Expected a problem of unreadable settings, but there is none");
            }
        }

        /**
         * One value of the wrong kind.
         *
         * @param setting its path, such as {@code value.offset_days}; null for the settings as a whole
         * @param message what is expected instead
         */
        public record Problem(@Nullable String setting, String message) {}
    }

    /** The settings that a node of this type has. */
    static Class<? extends NodeSettings> classOf(NodeType type) {
        return switch (type) {
            case PARTICIPANT_CREATED,
                    PARTICIPANT_UPDATED,
                    COMMUNICATION_ENDED,
                    COMMUNICATION_UPDATED,
                    INCOMING_SESSION,
                    FROM_ANOTHER_FLOW,
                    CANCEL_COMMUNICATIONS -> None.class;
            case FIELD_CHECK -> FieldCheck.class;
            case EMAIL_COMMUNICATION,
                    TELEGRAM_COMMUNICATION,
                    WHATSAPP_COMMUNICATION,
                    VOICE_COMMUNICATION,
                    WEB_COMMUNICATION -> Communication.class;
            case UPDATE_FIELD -> UpdateField.class;
            case TO_ANOTHER_FLOW -> ToAnotherFlow.class;
            case PYTHON_ACTION -> PythonAction.class;
        };
    }
}
