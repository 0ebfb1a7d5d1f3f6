package campaignflows.platform.contracts.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a <i>message</i> agent sends, its templates already resolved but for each {@link SendTimeValue}. Empty for agents that
 * compose their own messages.
 *
 * @param subject  of an email
 * @param body     of an email or a chat message
 * @param template an approved WhatsApp template
 */
public record MessageContent(
        @Nullable String subject,
        @Nullable String body,
        @Nullable ApprovedTemplate template) {
    public static final MessageContent NONE = new MessageContent(null, null, null);

    /** A template that the provider approved, with the values of its variables in their order. */
    public record ApprovedTemplate(String name, String language, List<String> variables) {
        public ApprovedTemplate {
            variables = List.copyOf(variables);
        }

        private ApprovedTemplate with(SendTimeValue value, String text) {
            return new ApprovedTemplate(
                    name,
                    language,
                    variables.stream()
                            .map(variable -> variable.replace(value.tag(), text))
                            .toList());
        }
    }

    /** The same with a value that is known now. */
    public MessageContent with(SendTimeValue value, String text) {
        return new MessageContent(
                filled(subject, value, text),
                filled(body, value, text),
                template == null ? null : template.with(value, text));
    }

    private static @Nullable String filled(@Nullable String planned, SendTimeValue value, String text) {
        return planned == null ? null : planned.replace(value.tag(), text);
    }
}
